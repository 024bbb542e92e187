import type { KernelName, Shape, Window } from '@thinned/tensor'
import type { Arguments, Draw, Operand } from './draw.ts'
import { maskOf } from './mask-of.ts'

/** Groups, channels and outputs of convolutions: by a product for each group, and with the groups as lanes. */
const groupings = [
  [1, 2, 3],
  [2, 2, 4],
  [6, 6, 12],
] as const
type Grouping = (typeof groupings)[number]

/** Numbers of terms around the chunks of a sum, shares of zeros in the left operand, and the groups of a convolution. */
const calls = [
  [4095, 0.6, groupings[1]],
  [4096, 0, groupings[0]],
  [4097, 0, groupings[2]],
  [4097, 0.6, groupings[0]],
  [8192, 0.6, groupings[1]],
  [10_000, 0, groupings[2]],
] as const
type LongSum = (draw: Draw, terms: number, zeros: number, grouping: Grouping) => Arguments

const product = (draw: Draw, k: number, zeros: number): [out: Operand, a: Operand, b: Operand] => {
  const [m, n] = draw.pick([
    [1, 1],
    [7, 9],
    [2, 67],
  ])
  return [
    draw.output('float32', [m, n]),
    draw.operand('float32', [m, k], { zeros }),
    draw.operand('float32', [k, n], { zeros: 0 }),
  ]
}

/** A window over a sequence: of few taps and many positions, or of many taps and few positions. */
const convolution = (draw: Draw, taps: number, positions: number, [groups, channels, n]: Grouping) => {
  const batch = taps > positions ? 1 : 2
  const window = windowOf([1, taps], draw.pick([0, 1]))
  const volumes = [batch, 1, 1, taps + positions - 1 - window.before[2], channels]
  return { volumes, window, groups, out: [batch, 1, 1, positions, n], weight: [(taps * channels) / groups, n], n }
}

const windowOf = ([rows, columns]: readonly [number, number], before = 0): Window => ({
  size: [1, rows, columns],
  stride: [1, 1, 1],
  dilation: [1, 1, 1],
  before: [0, 0, before],
})

const operand = (draw: Draw, shape: Shape, zeros: number): Operand => draw.operand('float32', shape, { zeros })

/** Calls of the kernels that add up products or rows, with sums of a given number of terms. */
const longSums: { readonly [K in KernelName]?: LongSum } = {
  adamStepOfProduct: (draw, terms, zeros) => {
    const [out, a, b] = product(draw, terms, zeros)
    const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: 0.01, meanLeft: 0.19, varianceLeft: 0.002 }
    return [out, draw.output('float32', out.shape), draw.output('float32', out.shape), a, b, settings]
  },
  affine: (draw, terms, zeros) => {
    const [out, a, b] = product(draw, terms, zeros)
    const bias = draw.operand('float32', [out.shape[1]!])
    return [out, a, b, bias, { relu: true, mask: draw.pick([undefined, maskOf(draw, out.shape)]) }]
  },
  averagePool: (draw, terms) => {
    const size = draw.pick([[1, terms] as const, [2, Math.ceil(terms / 2)] as const])
    const volumes = [1, 1, size[0], size[1] + 1, draw.pick([1, 5])]
    return [draw.output('float32', [1, 1, 1, 2, volumes[4]!]), draw.operand('float32', volumes), windowOf(size)]
  },
  conv: (draw, terms, zeros, grouping) => {
    const { volumes, window, groups, out, weight, n } = convolution(draw, terms, 2, grouping)
    const epilogue = { relu: draw.number() < 0.5, mask: draw.pick([undefined, maskOf(draw, out)]) }
    const operands = [operand(draw, volumes, zeros), operand(draw, weight, 0), operand(draw, [n], 0)]
    return [draw.output('float32', out), ...operands, window, groups, epilogue]
  },
  convInputGradient: (draw, terms, zeros) => {
    const [volumes, out] = [
      [1, 1, 1, 3, 2],
      [1, 1, 1, 2, terms],
    ]
    const operands = [operand(draw, out, zeros), operand(draw, [4, terms], 0)]
    return [draw.output('float32', volumes), ...operands, windowOf([1, 2]), 1]
  },
  convWeightGradient: (draw, terms, zeros, grouping) => {
    const { volumes, window, groups, out, weight } = convolution(draw, 2, Math.ceil(terms / 2), grouping)
    const operands = [operand(draw, volumes, zeros), operand(draw, out, zeros)]
    return [draw.output('float32', weight), ...operands, window, groups]
  },
  cumsum: (draw, terms) => {
    const shape = draw.pick([[terms], [2, terms], [terms, 5], [2, terms, 1]])
    const axis = shape.indexOf(terms)
    return [draw.output('float32', shape), draw.operand('float32', shape), axis, draw.number() < 0.5]
  },
  matmul: (draw, terms, zeros) => {
    if (draw.number() < 0.7) return product(draw, terms, zeros)
    const operands = [operand(draw, [2, 5, terms], zeros), operand(draw, [2, terms, 3], 0)]
    return [draw.output('float32', [2, 5, 3]), ...operands]
  },
  momentumStepOfProduct: (draw, terms, zeros) => {
    const [out, a, b] = product(draw, terms, zeros)
    return [out, draw.output('float32', out.shape), a, b, 0.9, 0.1, draw.number() < 0.5]
  },
  scaledSumOfProduct: (draw, terms, zeros) => [...product(draw, terms, zeros), 1, -0.1],
  scatterAdd: (draw, terms) => {
    const [rows, columns] = [draw.integer(1, 4), draw.pick([1, 5])]
    const indices = draw.operand('int32', [2 * terms])
    for (const i of indices.values.keys()) indices.values[i] = Math.min(draw.integer(0, 2 * rows), rows - 1)
    return [draw.output('float32', [rows, columns]), draw.operand('float32', [2 * terms, columns]), indices]
  },
}

/** The kernels that `longSumCalls` has calls of. */
export const longSumKernels: readonly KernelName[] = Object.keys(longSums) as KernelName[]

/** Calls of a kernel with sums of several chunks, or nearly, and with zeros to skip. */
export function longSumCalls(name: KernelName, draw: Draw): Arguments[] {
  return calls.map(([terms, zeros, grouping]) => longSums[name]!(draw, terms, zeros, grouping))
}
