import { keepThreshold } from '@thinned/rng'
import type { DType, Epilogue, KernelName, MaskSpec, Shape } from '@thinned/tensor'
import type { Draw, Operand, ValueOptions } from './draw.ts'

/** The arguments of a kernel, with operands in place of views; the first is the output. */
export type Arguments = readonly (Operand | unknown)[]
type Case = (draw: Draw) => Arguments

const dtypes: readonly DType[] = ['float32', 'int32', 'uint8']
const strange = { strange: 0.1 }
/** 2^32. */
const BEYOND = 4294967296

const unary =
  (options: ValueOptions = strange): Case =>
  (draw) => {
    const shape = draw.shape()
    return [draw.output('float32', shape), draw.operand('float32', shape, options)]
  }

const binary =
  (dtypes: readonly DType[], outType?: DType, options: ValueOptions = strange, second: ValueOptions = options): Case =>
  (draw) => {
    const [shape, dtype] = [draw.shape(), draw.pick(dtypes)]
    return [
      draw.output(outType ?? dtype, shape),
      draw.operand(dtype, shape, { ...options, stretch: true }),
      draw.operand(dtype, shape, { ...second, stretch: true }),
    ]
  }

const reduction =
  (dtypes: readonly DType[], outType?: DType, empty = false): Case =>
  (draw) => {
    const rank = draw.integer(1, 4)
    const reduced = draw.integer(1, rank)
    const dtype = draw.pick(dtypes)
    const shape = draw.shape(rank).map((extent) => (empty ? extent : Math.max(extent, 1)))
    return [
      draw.output(outType ?? dtype, shape.slice(0, rank - reduced)),
      draw.operand(dtype, shape, draw.pick([{}, strange])),
      reduced,
    ]
  }

const product = (draw: Draw): { out: Operand; a: Operand; b: Operand; bias: Operand | undefined; shape: Shape } => {
  const [m, k, n] = [draw.extent(), draw.extent(), draw.extent(130)]
  const matrix = (rows: number, columns: number, zeros: number): Operand =>
    draw.operand('float32', [rows, columns], { zeros })
  return {
    out: draw.output('float32', [m, n]),
    a: matrix(m, k, draw.pick([0, 0.5, 0.9, 1])),
    b: matrix(k, n, 0),
    bias: draw.number() < 0.5 ? draw.operand('float32', [n]) : undefined,
    shape: [m, n],
  }
}

const maskOf = (draw: Draw, shape: Shape): MaskSpec => {
  const keep = draw.pick([0.5, 0.8, 0.1, 1 / BEYOND, 1 - 1 / BEYOND, 3 / 65536])
  return {
    key: draw.key(),
    threshold: keepThreshold(keep),
    scale: Math.fround(1 / keep),
    shape: draw.number() < 0.3 ? shape.map((extent) => (draw.number() < 0.5 ? 1 : extent)) : shape,
    row: shape.length < 2 ? 0 : draw.pick([0, 7, 4294967294, 256 * BEYOND]),
  }
}

/** One random call of every kernel of the contract: a kernel without a case does not compile. */
export const cases: { readonly [K in KernelName]: Case } = {
  abs: unary(),
  add: binary(['float32', 'int32']),
  affine: (draw) => {
    const { out, a, b, bias, shape } = product(draw)
    const mask = draw.number() < 0.5 ? maskOf(draw, shape) : undefined
    return [out, a, b, bias, { relu: draw.number() < 0.5, mask } satisfies Epilogue]
  },
  argmax: reduction(['float32', 'int32'], 'int32'),
  copy: (draw) => {
    const [shape, to, from] = [draw.shape(), draw.pick(dtypes), draw.pick(dtypes)]
    return [draw.operand(to, shape), draw.operand(from, shape, { ...strange, stretch: true })]
  },
  cos: unary({ low: -1000, high: 1000 }),
  div: binary(['float32']),
  dropout: (draw) => {
    const shape = draw.shape()
    return [draw.output('float32', shape), draw.operand('float32', shape, strange), maskOf(draw, shape)]
  },
  equal: binary(['float32', 'int32', 'uint8'], 'uint8', { ...strange, zeros: 0.5 }),
  erf: unary(),
  exp: unary({ low: -110, high: 100, strange: 0.1 }),
  expm1: unary({ low: -20, high: 90, strange: 0.1 }),
  fill: (draw) => {
    const dtype = draw.pick(dtypes)
    return [draw.operand(dtype, draw.shape()), dtype === 'float32' ? draw.pick([0, -0, 1.1, Number.NaN]) : 3]
  },
  gatherRows: (draw) => {
    const [rows, dtype, rest] = [draw.integer(1, 40), draw.pick(dtypes), draw.shape(draw.integer(0, 2))]
    const indices = draw.operand('int32', [draw.extent()])
    indices.values.forEach((_, i) => {
      indices.values[i] = draw.integer(0, rows - 1)
    })
    return [draw.output(dtype, [indices.shape[0]!, ...rest]), draw.operand(dtype, [rows, ...rest], strange), indices]
  },
  greater: binary(['float32', 'int32', 'uint8'], 'uint8', { ...strange, zeros: 0.5 }),
  log: unary({ low: 0, high: 50, strange: 0.1 }),
  log1p: unary({ low: -0.999, high: 50, strange: 0.1 }),
  mask: (draw) => {
    const spec = maskOf(draw, draw.shape())
    return [draw.output('uint8', spec.shape), spec]
  },
  matmul: (draw) => {
    const { out, a, b } = product(draw)
    return [out, a, b]
  },
  max: reduction(['float32', 'int32']),
  min: reduction(['float32', 'int32']),
  mul: binary(['float32', 'int32']),
  neg: unary(),
  normal: (draw) => [draw.output('float32', draw.shape()), draw.key()],
  pow: binary(['float32'], undefined, { low: 0, high: 5, strange: 0.05 }, { low: -3, high: 3, strange: 0.05 }),
  relu: unary({ ...strange, zeros: 0.2 }),
  reluGradient: (draw) => {
    const shape = draw.shape()
    const operand = (): Operand => draw.operand('float32', shape, { ...strange, zeros: 0.3 })
    return [draw.output('float32', shape), operand(), operand(), draw.pick([1, 2, 1.25])]
  },
  scaledSum: (draw) => {
    const shape = draw.shape()
    const operand = (): Operand => draw.operand('float32', shape, strange)
    return [draw.operand('float32', shape), operand(), operand(), draw.pick([0.9, 1, 0]), draw.pick([-0.1, 1])]
  },
  scatterAddRows: (draw) => {
    const [rows, rest] = [draw.integer(1, 40), draw.shape(draw.integer(0, 2))]
    const indices = draw.operand('int32', [draw.extent()])
    indices.values.forEach((_, i) => {
      indices.values[i] = draw.integer(0, rows - 1)
    })
    return [draw.output('float32', [rows, ...rest]), draw.operand('float32', [indices.shape[0]!, ...rest]), indices]
  },
  select: (draw) => {
    const [shape, dtype] = [draw.shape(), draw.pick(dtypes)]
    const operand = (type: DType): Operand => draw.operand(type, shape, { ...strange, stretch: true })
    return [draw.output(dtype, shape), operand('uint8'), operand(dtype), operand(dtype)]
  },
  sigmoid: unary({ low: -110, high: 110, strange: 0.1 }),
  sin: unary({ low: -1000, high: 1000 }),
  sqrt: unary(),
  square: unary(),
  sub: binary(['float32', 'int32']),
  sum: reduction(['float32', 'int32'], undefined, true),
  tanh: unary({ low: -12, high: 12, strange: 0.1 }),
  uniform: (draw) => [draw.output('float32', draw.shape()), draw.key()],
}

/** The signature that a kernel has, to be called with arguments of `cases`. */
export type AnyKernel = (...args: readonly unknown[]) => void
