import { key } from '@thinned/rng'
import type { OpCases } from '../../test/op-cases.ts'
import { type MaskSpec, planMask } from '../masks/mask.ts'
import { broadcastShapes } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { affine, matmul } from './matmul.ts'

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
  matmul: {
    call: (a, b) => matmul(a, b),
    inputs: [{}, {}],
    shapes: [
      [
        [3, 4],
        [4, 5],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [7, 5],
        [5, 1],
      ],
      [
        [2, 0],
        [0, 3],
      ],
      [
        [0, 2],
        [2, 2],
      ],
    ],
    shape: ([m], [, n]) => [m!, n!],
  },
  'matmul of transposes': {
    call: (a, b) => matmul(a, b, { transposeA: true, transposeB: true }),
    inputs: [{}, {}],
    shapes: [
      [
        [4, 3],
        [5, 4],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [
        [0, 2],
        [3, 0],
      ],
    ],
    shape: ([, m], [n]) => [m!, n!],
  },
  'matmul by a transpose': {
    call: (a, b) => matmul(a, b, { transposeB: true }),
    inputs: [{}, {}],
    shapes: [
      [
        [3, 4],
        [5, 4],
      ],
      [
        [2, 3, 4],
        [2, 5, 4],
      ],
      [
        [0, 2],
        [3, 2],
      ],
    ],
    shape: (a, b) => [...a.slice(0, -1), b.at(-2)!],
  },
  'matmul of many': {
    call: (a, b) => matmul(a, b),
    inputs: [{}, {}],
    shapes: [
      [
        [2, 3, 4],
        [2, 4, 5],
      ],
      [
        [3, 4],
        [2, 4, 2],
      ],
      [
        [2, 3, 4],
        [4, 2],
      ],
      [
        [2, 1, 3, 2],
        [4, 2, 3],
      ],
      [
        [0, 3, 2],
        [2, 2],
      ],
      [
        [2, 3, 0],
        [2, 0, 2],
      ],
    ],
    shape: (a, b) => [...broadcastShapes('matmul', a.slice(0, -2), b.slice(0, -2)), a.at(-2)!, b.at(-1)!],
  },
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
