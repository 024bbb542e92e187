import type { OpCases } from '../../test/op-cases.ts'
import { averagePool3d } from './average-pool3d.ts'

export const cases: OpCases = {
  averagePool3d: {
    call: (x) => averagePool3d(x, 2),
    shapes: [[[2, 3, 2, 4, 2]], [[1, 2, 2, 2, 1]], [[0, 2, 4, 2, 2]]],
    shape: ([batch, ...rest]) => [batch!, ...rest.slice(0, -1).map((extent) => Math.floor(extent / 2)), rest.at(-1)!],
  },
  'averagePool3d of windows that overlap, with holes': {
    call: (x) => averagePool3d(x, [2, 2, 3], { stride: 1, dilation: [1, 2, 1] }),
    shapes: [[[2, 3, 4, 4, 1]], [[0, 3, 4, 4, 2]]],
    shape: ([batch, ...rest]) => [batch!, 2, 2, 2, rest.at(-1)!],
  },
}
