import { blend } from '../../test/blend.ts'
import { testDropout } from '../../test/dropout-layer.ts'
import type { LayerCases } from '../../test/layer-cases.ts'
import { lstm } from './lstm.ts'
import { layerNorm } from './normalization.ts'

const refused = [[2], [4], [3, 3], [0, 2], [1, 3, 2]]

export const cases: LayerCases = {
  plain: { make: () => lstm(2, 3), input: [4, 2], refused },
  'two steps, last': { make: () => lstm(2, 3, { returns: 'last', forgetBias: 0 }), input: [2, 2], refused },
  'every slot filled': {
    make: () =>
      lstm(2, 3, {
        input: testDropout(0.6),
        recurrent: layerNorm(3),
        candidate: layerNorm(3),
        mixHidden: blend(3),
        mixCell: blend(3),
      }),
    input: [3, 2],
    refused,
  },
  'masks not locked, in reverse': {
    make: () => lstm(2, 2, { input: testDropout(0.5), recurrent: testDropout(0.5), locked: false, reverse: true }),
    input: [3, 2],
    refused,
  },
}
