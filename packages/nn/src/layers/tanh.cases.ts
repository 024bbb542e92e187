import type { LayerCases } from '../../test/layer-cases.ts'
import { tanh } from './tanh.ts'

export const cases: LayerCases = {
  'element by element': { make: () => tanh(), input: [2, 3], refused: [] },
}
