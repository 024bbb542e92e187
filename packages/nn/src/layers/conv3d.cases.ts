import type { LayerCases } from '../../test/layer-cases.ts'
import { conv3d } from './conv3d.ts'

export const cases: LayerCases = {
  plain: {
    make: () => conv3d(2, 2, { kernel: [2, 1, 2] }),
    input: [2, 2, 3, 2],
    refused: [
      [2, 2, 3, 3],
      [1, 2, 3, 2],
      [2, 3, 2],
    ],
  },
  'padded, in strides, in groups, without bias': {
    make: () => conv3d(2, 2, { kernel: 2, padding: [1, 0, 1], stride: [1, 2, 2], groups: 2, bias: false }),
    input: [2, 3, 2, 2],
    refused: [[12]],
  },
}
