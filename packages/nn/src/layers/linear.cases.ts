import type { LayerCases } from '../../test/layer-cases.ts'
import { linear } from './linear.ts'

export const cases: LayerCases = {
  plain: { make: () => linear(3, 2), input: [3], refused: [[2], [3, 2], []] },
  'of sequences': { make: () => linear(2, 4), input: [4, 2], refused: [[4, 3]] },
  'without bias': { make: () => linear(3, 2, { bias: false }), input: [3], refused: [[4]] },
}
