import type { LayerCases } from '../../test/layer-cases.ts'
import { maxPool3d } from './max-pool3d.ts'

export const cases: LayerCases = {
  plain: {
    make: () => maxPool3d(2),
    input: [2, 3, 4, 2],
    refused: [
      [2, 1, 4, 2],
      [3, 4, 2],
    ],
  },
  'windows that overlap, with holes': {
    make: () => maxPool3d(2, { stride: 1, dilation: [2, 1, 3] }),
    input: [3, 2, 4, 1],
    refused: [[2, 2, 4, 1]],
  },
}
