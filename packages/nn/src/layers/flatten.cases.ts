import type { LayerCases } from '../../test/layer-cases.ts'
import { flatten } from './flatten.ts'

export const cases: LayerCases = {
  images: { make: () => flatten(), input: [2, 3, 2], refused: [] },
}
