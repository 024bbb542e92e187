import type { LayerCases } from '../../test/layer-cases.ts'
import { conv1d, conv2d, conv3d } from './convolutions.ts'

export const cases: Readonly<Record<string, LayerCases>> = {
  conv1d: {
    plain: { make: () => conv1d(2, 3, { kernel: 2 }), input: [4, 2], refused: [[4, 3], [1, 2], [8], [2, 4, 2]] },
    'padded, in strides, with holes and groups, without bias': {
      make: () => conv1d(2, 4, { kernel: 3, padding: 'same', stride: 2, dilation: 2, groups: 2, bias: false }),
      input: [5, 2],
      refused: [[5]],
    },
  },
  conv2d: {
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
  },
  conv3d: {
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
  },
}
