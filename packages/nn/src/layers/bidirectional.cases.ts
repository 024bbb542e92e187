import { testDropout } from '../../test/dropout-layer.ts'
import type { LayerCases } from '../../test/layer-cases.ts'
import { bidirectional } from './bidirectional.ts'
import { gru } from './gru.ts'
import { lstm } from './lstm.ts'

const refused = [[2], [3, 3], [0, 2]]

export const cases: LayerCases = {
  'of lstm': { make: () => bidirectional(lstm(2, 3), lstm(2, 1, { reverse: true })), input: [3, 2], refused },
  'of gru, last, thinned': {
    make: () =>
      bidirectional(
        gru(2, 2, { returns: 'last', recurrent: testDropout(0.5) }),
        gru(2, 2, { returns: 'last', recurrent: testDropout(0.5), reverse: true }),
      ),
    input: [3, 2],
    refused,
  },
}
