import type { LayerCases } from '../../test/layer-cases.ts'
import { selu } from './selu.ts'

export const cases: LayerCases = {
  'element by element': { make: () => selu(), input: [2, 3], refused: [] },
}
