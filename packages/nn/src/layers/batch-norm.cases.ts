import type { LayerCases } from '../../test/layer-cases.ts'
import { batchNorm } from './batch-norm.ts'

export const cases: LayerCases = {
  plain: { make: () => batchNorm(3), input: [3], refused: [[2], []], smallestBatch: 2 },
  'of images, with settings': {
    make: () => batchNorm(2, { momentum: 0.5, epsilon: 0.1 }),
    input: [2, 1, 2],
    refused: [[2, 1, 3]],
    smallestBatch: 1,
  },
}
