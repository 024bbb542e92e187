import type { OpCases } from '../../test/op-cases.ts'
import { broadcastShapes } from '../shape.ts'
import { matmul } from './matmul.ts'

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
}
