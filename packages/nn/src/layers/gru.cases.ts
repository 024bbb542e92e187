import { blend } from '../../test/blend.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import type { LayerCases } from '../../test/layer-cases.ts'
import { gru } from './gru.ts'
import { layerNorm } from './normalization.ts'

const refused = [[2], [4], [3, 3], [0, 2], [1, 3, 2]]

export const cases: LayerCases = {
  plain: { make: () => gru(2, 3), input: [4, 2], refused },
  'in reverse, last': { make: () => gru(2, 3, { returns: 'last', reverse: true }), input: [2, 2], refused },
  'every slot filled': {
    make: () =>
      gru(2, 3, { input: layerNorm(2), recurrent: testDropout(0.5), candidate: layerNorm(3), mixHidden: blend(3) }),
    input: [3, 2],
    refused,
  },
}
