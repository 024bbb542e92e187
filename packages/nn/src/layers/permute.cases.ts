import type { LayerCases } from '../../test/layer-cases.ts'
import { permute } from './permute.ts'

export const cases: LayerCases = {
  plain: {
    make: () => permute([1, 2, 0]),
    input: [2, 3, 4],
    refused: [
      [2, 3],
      [2, 3, 4, 1],
    ],
  },
}
