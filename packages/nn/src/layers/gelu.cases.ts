import type { LayerCases } from '../../test/layer-cases.ts'
import { gelu } from './gelu.ts'

export const cases: LayerCases = {
  'element by element': { make: () => gelu(), input: [2, 3], refused: [] },
}
