import type { OpCases } from '../../test/op-cases.ts'
import { maxPool1d } from './max-pool1d.ts'

export const cases: OpCases = {
  maxPool1d: {
    call: (x) => maxPool1d(x, 2),
    shapes: [[[2, 7, 3]], [[1, 2, 1]], [[0, 4, 2]]],
    shape: ([batch, ...rest]) => [batch!, ...rest.slice(0, -1).map((extent) => Math.floor(extent / 2)), rest.at(-1)!],
  },
  'maxPool1d of windows that overlap, with holes': {
    call: (x) => maxPool1d(x, 3, { stride: 1, dilation: 2 }),
    shapes: [[[2, 7, 3]], [[0, 5, 2]]],
    shape: ([batch, ...rest]) => [batch!, rest[0]! - 4, rest.at(-1)!],
  },
}
