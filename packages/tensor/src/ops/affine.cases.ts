import { key } from '@thinned/rng'
import type { OpCases } from '../../test/op-cases.ts'
import type { MaskSpec } from '../masks/mask.ts'
import { planMask } from '../masks/mask.ts'
import type { Tensor } from '../tensor.ts'
import { affine } from './affine.ts'

const shapes = [
  [[2, 3, 3], [3, 4], [4]],
  [[5, 3], [3, 4], [4]],
  [[1, 1], [1, 1], [1]],
  [[0, 3], [3, 2], [2]],
  [[2, 0], [0, 3], [3]],
] as const

/** A weight for each example. */
const ownShapes = [
  [[2, 3, 3], [2, 3, 4], [4]],
  [
    [5, 3],
    [5, 3, 4],
    [5, 4],
  ],
  [
    [1, 1],
    [1, 1, 1],
    [1, 1],
  ],
  [[0, 3], [0, 3, 2], [2]],
  [[2, 0], [2, 0, 3], [3]],
] as const

const maskOf = ({ shape, dtype }: Tensor, weight: Tensor): MaskSpec =>
  planMask({ shape: shape.with(-1, weight.shape.at(-1)!), dtype }, { key: key(3), keep: 0.5 }) as MaskSpec

export const cases: OpCases = {
  affine: {
    call: (x, weight, bias) => affine(x, weight, bias),
    inputs: [{}, {}, {}],
    shapes,
    shape: (x, [, out]) => x.with(-1, out!),
  },
  'affine without bias': {
    call: (x, weight) => affine(x, weight),
    inputs: [{}, {}],
    shapes: shapes.map(([x, weight]) => [x, weight]),
    shape: (x, [, out]) => x.with(-1, out!),
  },
  'affine with relu and dropout': {
    call: (x, weight, bias) => affine(x, weight, bias, { relu: true, mask: maskOf(x, weight) }),
    inputs: [{}, {}, {}],
    shapes,
    shape: (x, [, out]) => x.with(-1, out!),
  },
  'affine with dropout': {
    call: (x, weight, bias) => affine(x, weight, bias, { relu: false, mask: maskOf(x, weight) }),
    inputs: [{}, {}, {}],
    shapes,
    shape: (x, [, out]) => x.with(-1, out!),
  },
  'affine of weights for each example': {
    call: (x, weight, bias) => affine(x, weight, bias),
    inputs: [{}, {}, {}],
    shapes: ownShapes,
    shape: (x, weight) => x.with(-1, weight[2]!),
  },
  'affine of weights for each example, with relu and dropout': {
    call: (x, weight, bias) => affine(x, weight, bias, { relu: true, mask: maskOf(x, weight) }),
    inputs: [{}, {}, {}],
    shapes: ownShapes,
    shape: (x, weight) => x.with(-1, weight[2]!),
  },
}
