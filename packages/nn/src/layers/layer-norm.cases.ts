import type { LayerCases } from '../../test/layer-cases.ts'
import { layerNorm } from './layer-norm.ts'

export const cases: LayerCases = {
  plain: { make: () => layerNorm(3), input: [3], refused: [[2], []] },
  'of sequences, with epsilon': { make: () => layerNorm(4, { epsilon: 0.1 }), input: [2, 4], refused: [[4, 2]] },
}
