import { blend } from '../../test/blend.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import type { LayerCases } from '../../test/layer-cases.ts'
import { layerNorm } from './normalization.ts'
import { rnn } from './rnn.ts'

const refused = [[2], [4], [3, 3], [0, 2], [1, 3, 2]]

export const cases: LayerCases = {
  plain: { make: () => rnn(2, 3), input: [4, 2], refused },
  'relu, last': { make: () => rnn(2, 3, { activation: 'relu', returns: 'last' }), input: [3, 2], refused },
  'every slot filled': {
    make: () => rnn(2, 3, { input: layerNorm(2), recurrent: testDropout(0.5), mixHidden: blend(3) }),
    input: [3, 2],
    refused,
  },
  'in reverse': { make: () => rnn(2, 1, { reverse: true, returns: 'last' }), input: [3, 2], refused },
}
