import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { pad } from './pad.ts'

export const cases: OpCases = {
  pad: {
    call: (x) =>
      pad(
        x,
        x.shape.map((_, axis) => [axis, 2]),
        3,
      ),
    takes: dtypes,
    shape: (x) => x.map((extent, axis) => extent + axis + 2),
  },
  'pad of nothing': {
    call: (x) =>
      pad(
        x,
        x.shape.map(() => [0, 0]),
      ),
    takes: dtypes,
  },
}
