import type { LayerCases } from '../../test/layer-cases.ts'
import { softplus } from './softplus.ts'

export const cases: LayerCases = {
  'element by element': { make: () => softplus(), input: [2, 3], refused: [] },
}
