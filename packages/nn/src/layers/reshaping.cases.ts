import type { LayerCases } from '../../test/layer-cases.ts'
import { flatten, permute, reshape } from './reshaping.ts'

export const cases: Readonly<Record<string, LayerCases>> = {
  flatten: {
    images: { make: () => flatten(), input: [2, 3, 2], refused: [] },
  },
  reshape: {
    plain: { make: () => reshape([2, 3, 1]), input: [6], refused: [[5], [6, 2], [0]] },
    'with an open extent': { make: () => reshape([-1, 2]), input: [3, 4], refused: [[3, 3]] },
  },
  permute: {
    plain: {
      make: () => permute([1, 2, 0]),
      input: [2, 3, 4],
      refused: [
        [2, 3],
        [2, 3, 4, 1],
      ],
    },
  },
}
