import type { LayerCases } from '../../test/layer-cases.ts'
import {
  averagePool1d,
  averagePool2d,
  averagePool3d,
  globalAveragePool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  maxPool3d,
} from './pooling.ts'

export const cases: Readonly<Record<string, LayerCases>> = {
  maxPool1d: {
    plain: { make: () => maxPool1d(2), input: [5, 2], refused: [[1, 2], [10]] },
    'windows that overlap, with holes': {
      make: () => maxPool1d(2, { stride: 1, dilation: 2 }),
      input: [6, 2],
      refused: [[2, 2]],
    },
  },
  maxPool2d: {
    plain: { make: () => maxPool2d(2), input: [4, 5, 2], refused: [[4, 1, 2], [8]] },
    'windows that overlap': { make: () => maxPool2d([2, 3], { stride: 1 }), input: [3, 4, 2], refused: [[3, 2, 2]] },
  },
  maxPool3d: {
    plain: {
      make: () => maxPool3d(2),
      input: [2, 3, 4, 2],
      refused: [
        [2, 1, 4, 2],
        [3, 4, 2],
      ],
    },
    'windows that overlap, with holes': {
      make: () => maxPool3d(2, { stride: 1, dilation: [2, 1, 3] }),
      input: [3, 2, 4, 1],
      refused: [[2, 2, 4, 1]],
    },
  },
  averagePool1d: {
    plain: { make: () => averagePool1d(2), input: [5, 2], refused: [[1, 2], [10]] },
    'windows that overlap, with holes': {
      make: () => averagePool1d(2, { stride: 1, dilation: 2 }),
      input: [6, 2],
      refused: [[2, 2]],
    },
  },
  averagePool2d: {
    plain: { make: () => averagePool2d(2), input: [4, 5, 2], refused: [[4, 1, 2], [8]] },
    'windows that overlap': {
      make: () => averagePool2d([2, 3], { stride: 1 }),
      input: [3, 4, 2],
      refused: [[3, 2, 2]],
    },
  },
  averagePool3d: {
    plain: {
      make: () => averagePool3d(2),
      input: [2, 3, 4, 2],
      refused: [
        [2, 1, 4, 2],
        [3, 4, 2],
      ],
    },
    'windows that overlap, with holes': {
      make: () => averagePool3d(2, { stride: 1, dilation: [2, 1, 3] }),
      input: [3, 2, 4, 1],
      refused: [[2, 2, 4, 1]],
    },
  },
  globalMaxPool: {
    images: { make: () => globalMaxPool(), input: [2, 3, 2], refused: [[3], [0, 2]] },
  },
  globalAveragePool: {
    images: { make: () => globalAveragePool(), input: [2, 3, 2], refused: [[3], [0, 2]] },
  },
}
