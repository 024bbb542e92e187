import type { LayerCases } from '../../test/layer-cases.ts'
import { globalAveragePool } from './global-average-pool.ts'

export const cases: LayerCases = {
  images: { make: () => globalAveragePool(), input: [2, 3, 2], refused: [[3], [0, 2]] },
}
