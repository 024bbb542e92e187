import type { OpCases } from '../../test/op-cases.ts'
import { maxPool2d } from './max-pool2d.ts'

export const cases: OpCases = {
  maxPool2d: {
    call: (x) => maxPool2d(x, 2),
    shapes: [[[2, 5, 4, 3]], [[1, 2, 2, 1]], [[0, 4, 2, 2]]],
    shape: ([batch, ...rest]) => [batch!, ...rest.slice(0, -1).map((extent) => Math.floor(extent / 2)), rest.at(-1)!],
  },
  'maxPool2d of windows that overlap, with holes': {
    call: (x) => maxPool2d(x, [3, 2], { stride: [1, 3], dilation: [2, 1] }),
    shapes: [[[2, 6, 5, 2]], [[0, 6, 5, 1]]],
    shape: ([batch, ...rest]) => [batch!, rest[0]! - 4, 2, rest.at(-1)!],
  },
}
