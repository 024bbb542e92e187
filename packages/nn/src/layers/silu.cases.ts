import type { LayerCases } from '../../test/layer-cases.ts'
import { silu } from './silu.ts'

export const cases: LayerCases = {
  'element by element': { make: () => silu(), input: [2, 3], refused: [] },
}
