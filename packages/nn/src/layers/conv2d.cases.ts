import type { LayerCases } from '../../test/layer-cases.ts'
import { conv2d } from './conv2d.ts'

export const cases: LayerCases = {
  plain: { make: () => conv2d(2, 3, { kernel: 2 }), input: [3, 4, 2], refused: [[3, 4, 3], [1, 4, 2], [24]] },
  'padded, in strides, without bias': {
    make: () => conv2d(1, 2, { kernel: [3, 2], padding: 'same', stride: 2, bias: false }),
    input: [5, 4, 1],
    refused: [[5, 4]],
  },
  'depthwise, with holes': {
    make: () => conv2d(3, 3, { kernel: 2, dilation: [2, 1], groups: 3 }),
    input: [4, 3, 3],
    refused: [[2, 3, 3]],
  },
}
