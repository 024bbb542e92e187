import type { LayerCases } from '../../test/layer-cases.ts'
import { leakyRelu } from './leaky-relu.ts'

export const cases: LayerCases = {
  plain: { make: () => leakyRelu(), input: [2, 3], refused: [] },
  'with a slope': { make: () => leakyRelu({ slope: 0.2 }), input: [2, 3], refused: [] },
}
