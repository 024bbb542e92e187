import type { OpCases } from '../../test/op-cases.ts'
import type { Shape } from '../shape.ts'
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

const halved = ([batch, ...rest]: Shape): Shape => [
  batch!,
  ...rest.slice(0, -1).map((extent) => Math.floor(extent / 2)),
  rest.at(-1)!,
]

/** Pooling of one kind over one, two and three axes: windows side by side, and windows that overlap, with holes. */
function poolCases(pool1d: typeof maxPool1d, pool2d: typeof maxPool2d, pool3d: typeof maxPool3d): OpCases {
  return {
    [pool1d.name]: { call: (x) => pool1d(x, 2), shapes: [[[2, 7, 3]], [[1, 2, 1]], [[0, 4, 2]]], shape: halved },
    [`${pool1d.name} of windows that overlap, with holes`]: {
      call: (x) => pool1d(x, 3, { stride: 1, dilation: 2 }),
      shapes: [[[2, 7, 3]], [[0, 5, 2]]],
      shape: ([batch, time, channels]) => [batch!, time! - 4, channels!],
    },
    [pool2d.name]: {
      call: (x) => pool2d(x, 2),
      shapes: [[[2, 5, 4, 3]], [[1, 2, 2, 1]], [[0, 4, 2, 2]]],
      shape: halved,
    },
    [`${pool2d.name} of windows that overlap, with holes`]: {
      call: (x) => pool2d(x, [3, 2], { stride: [1, 3], dilation: [2, 1] }),
      shapes: [[[2, 6, 5, 2]], [[0, 6, 5, 1]]],
      shape: ([batch, height, , channels]) => [batch!, height! - 4, 2, channels!],
    },
    [pool3d.name]: {
      call: (x) => pool3d(x, 2),
      shapes: [[[2, 3, 2, 4, 2]], [[1, 2, 2, 2, 1]], [[0, 2, 4, 2, 2]]],
      shape: halved,
    },
    [`${pool3d.name} of windows that overlap, with holes`]: {
      call: (x) => pool3d(x, [2, 2, 3], { stride: 1, dilation: [1, 2, 1] }),
      shapes: [[[2, 3, 4, 4, 1]], [[0, 3, 4, 4, 2]]],
      shape: ([batch, , , , channels]) => [batch!, 2, 2, 2, channels!],
    },
  }
}

export const cases: OpCases = {
  ...poolCases(maxPool1d, maxPool2d, maxPool3d),
  ...poolCases(averagePool1d, averagePool2d, averagePool3d),
  globalMaxPool: {
    call: (x) => globalMaxPool(x),
    shapes: [[[2, 5, 3]], [[1, 1, 1]], [[2, 3, 2, 3]], [[2, 1, 2, 3, 2]], [[0, 3, 2]], [[2, 3, 0]]],
    shape: (x) => [x[0]!, x.at(-1)!],
  },
  globalAveragePool: {
    call: (x) => globalAveragePool(x),
    shapes: [[[2, 5, 3]], [[1, 1, 1]], [[2, 3, 2, 3]], [[2, 1, 2, 3, 2]], [[0, 3, 2]], [[2, 3, 0]]],
    shape: (x) => [x[0]!, x.at(-1)!],
  },
}
