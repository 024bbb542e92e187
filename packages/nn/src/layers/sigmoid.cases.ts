import type { LayerCases } from '../../test/layer-cases.ts'
import { sigmoid } from './sigmoid.ts'

export const cases: LayerCases = {
  'element by element': { make: () => sigmoid(), input: [2, 3], refused: [] },
}
