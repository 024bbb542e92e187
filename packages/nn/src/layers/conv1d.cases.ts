import type { LayerCases } from '../../test/layer-cases.ts'
import { conv1d } from './conv1d.ts'

export const cases: LayerCases = {
  plain: { make: () => conv1d(2, 3, { kernel: 2 }), input: [4, 2], refused: [[4, 3], [1, 2], [8], [2, 4, 2]] },
  'padded, in strides, with holes and groups, without bias': {
    make: () => conv1d(2, 4, { kernel: 3, padding: 'same', stride: 2, dilation: 2, groups: 2, bias: false }),
    input: [5, 2],
    refused: [[5]],
  },
}
