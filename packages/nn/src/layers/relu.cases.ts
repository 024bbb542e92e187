import type { LayerCases } from '../../test/layer-cases.ts'
import { relu } from './relu.ts'

export const cases: LayerCases = {
  'element by element': { make: () => relu(), input: [2, 3], refused: [] },
}
