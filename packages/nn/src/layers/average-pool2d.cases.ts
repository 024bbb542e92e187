import type { LayerCases } from '../../test/layer-cases.ts'
import { averagePool2d } from './average-pool2d.ts'

export const cases: LayerCases = {
  plain: { make: () => averagePool2d(2), input: [4, 5, 2], refused: [[4, 1, 2], [8]] },
  'windows that overlap': { make: () => averagePool2d([2, 3], { stride: 1 }), input: [3, 4, 2], refused: [[3, 2, 2]] },
}
