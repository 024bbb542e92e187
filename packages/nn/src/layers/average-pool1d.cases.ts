import type { LayerCases } from '../../test/layer-cases.ts'
import { averagePool1d } from './average-pool1d.ts'

export const cases: LayerCases = {
  plain: { make: () => averagePool1d(2), input: [5, 2], refused: [[1, 2], [10]] },
  'windows that overlap, with holes': {
    make: () => averagePool1d(2, { stride: 1, dilation: 2 }),
    input: [6, 2],
    refused: [[2, 2]],
  },
}
