import type { OpCases } from '../../test/op-cases.ts'
import { maxPool3d } from './max-pool3d.ts'

export const cases: OpCases = {
  maxPool3d: {
    call: (x) => maxPool3d(x, 2),
    shapes: [[[2, 3, 2, 4, 2]], [[1, 2, 2, 2, 1]], [[0, 2, 4, 2, 2]]],
    shape: ([batch, ...rest]) => [batch!, ...rest.slice(0, -1).map((extent) => Math.floor(extent / 2)), rest.at(-1)!],
  },
  'maxPool3d of windows that overlap, with holes': {
    call: (x) => maxPool3d(x, [2, 2, 3], { stride: 1, dilation: [1, 2, 1] }),
    shapes: [[[2, 3, 4, 4, 1]], [[0, 3, 4, 4, 2]]],
    shape: ([batch, ...rest]) => [batch!, 2, 2, 2, rest.at(-1)!],
  },
}
