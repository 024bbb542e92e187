import type { LayerCases } from '../../test/layer-cases.ts'
import { groupNorm } from './group-norm.ts'

export const cases: LayerCases = {
  plain: { make: () => groupNorm(4, 2), input: [4], refused: [[2], []] },
  'of images, with epsilon': { make: () => groupNorm(3, 1, { epsilon: 0.1 }), input: [2, 1, 3], refused: [[2, 1, 2]] },
}
