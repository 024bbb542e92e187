import type { LayerCases } from '../../test/layer-cases.ts'
import { batchNorm, groupNorm, layerNorm } from './normalization.ts'

export const cases: Readonly<Record<string, LayerCases>> = {
  layerNorm: {
    plain: { make: () => layerNorm(3), input: [3], refused: [[2], []] },
    'of sequences, with epsilon': { make: () => layerNorm(4, { epsilon: 0.1 }), input: [2, 4], refused: [[4, 2]] },
  },
  groupNorm: {
    plain: { make: () => groupNorm(4, 2), input: [4], refused: [[2], []] },
    'of images, with epsilon': {
      make: () => groupNorm(3, 1, { epsilon: 0.1 }),
      input: [2, 1, 3],
      refused: [[2, 1, 2]],
    },
  },
  batchNorm: {
    plain: { make: () => batchNorm(3), input: [3], refused: [[2], []] },
    'of images, with settings': {
      make: () => batchNorm(2, { momentum: 0.5, epsilon: 0.1 }),
      input: [2, 1, 2],
      refused: [[2, 1, 3]],
    },
  },
}
