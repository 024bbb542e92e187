import type { LayerCases } from '../../test/layer-cases.ts'
import { globalMaxPool } from './global-max-pool.ts'

export const cases: LayerCases = {
  images: { make: () => globalMaxPool(), input: [2, 3, 2], refused: [[3], [0, 2]] },
}
