import type { LayerCases } from '../../test/layer-cases.ts'
import { elu, leakyRelu } from './activations.ts'

export const cases: Readonly<Record<string, LayerCases>> = {
  leakyRelu: {
    plain: { make: () => leakyRelu(), input: [2, 3], refused: [] },
    'with a slope': { make: () => leakyRelu({ slope: 0.2 }), input: [2, 3], refused: [] },
  },
  elu: {
    plain: { make: () => elu(), input: [2, 3], refused: [] },
    'with alpha': { make: () => elu({ alpha: 0.5 }), input: [2, 3], refused: [] },
  },
}
