import type { DType, Epilogue, KernelName, Shape } from '@thinned/tensor'
import type { Case, Draw, Operand, ValueOptions } from './draw.ts'
import { maskOf } from './mask-of.ts'
import { windowCases } from './window-cases.ts'

const dtypes: readonly DType[] = ['float32', 'int32', 'uint8']
const strange = { strange: 0.1 }

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
      draw.operand(dtype, shape, { ...options, broadcast: true }),
      draw.operand(dtype, shape, { ...second, broadcast: true }),
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

/** What a step updates: dense, as parameters are, or not. */
const slot = (draw: Draw, shape: Shape, options: ValueOptions = {}): Operand =>
  draw.number() < 0.7 ? draw.output('float32', shape) : draw.operand('float32', shape, options)

/**
 * A key's stream from one of its groups on, or from an element for each index of axis 0: near the start, near group 2^29, where the counter's low word
 * overflows, and near the end.
 */
const stream: Case = (draw) => {
  const shape = draw.shape()
  const group = (): number => draw.integer(0, 40) + draw.pick([0, 0x1fff_ffe0, 0xffff_f800])
  const start = (): number => 32 * group() + draw.pick([0, 0, 1, 7, 31])
  const isList = shape.length > 0 && draw.number() < 0.5
  return [
    draw.output('float32', shape),
    draw.key(),
    isList ? Array.from({ length: shape[0]! }, () => start()) : group(),
  ]
}

const classification = (draw: Draw): { logits: Operand; labels: Operand; n: number; classes: number } => {
  const [n, classes] = [draw.extent(), draw.pick([1, 2, 3, 8, 10, 11, 17, 100, 5000])]
  const labels = draw.operand('int32', [n])
  labels.values.forEach((_, i) => {
    labels.values[i] = draw.integer(0, classes - 1)
  })
  const high = draw.pick([5, 20, 60])
  const options = { low: -high, high, strange: draw.pick([0, 0, 0.02]) }
  return { logits: draw.operand('float32', [n, classes], options), labels, n, classes }
}

const lstm = (draw: Draw): { shape: Shape; plane: () => Operand; gates: () => Operand } => {
  const [batch, units] = [draw.extent(70), draw.extent(70)]
  const operand = (width: number): Operand => draw.operand('float32', [batch, width], { strange: 0.02 })
  return { shape: [batch, units], plane: () => operand(units), gates: () => operand(4 * units) }
}

/** One random call of every kernel of the contract: a kernel without a case does not compile. */
export const cases: { readonly [K in KernelName]: Case } = {
  abs: unary(),
  add: binary(['float32', 'int32']),
  adamStep: (draw) => {
    const shape = draw.shape()
    const [low, high] = [0, 1]
    const slot = (options: ValueOptions): Operand => draw.operand('float32', shape, options)
    const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: 0.01, meanLeft: 0.19, varianceLeft: 0.002 }
    const gradient = slot(draw.number() < 0.5 ? strange : { low: -1e25, high: 1e25 })
    return [slot({}), slot({}), slot({ low, high }), gradient, settings]
  },
  adamStepOfProduct: (draw) => {
    const { a, b, shape } = product(draw)
    const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: 0.01, meanLeft: 0.19, varianceLeft: 0.002 }
    return [slot(draw, shape), slot(draw, shape), slot(draw, shape, { low: 0, high: 1 }), a, b, settings]
  },
  affine: (draw) => {
    const { out, a, b, bias, shape } = product(draw)
    const mask = draw.number() < 0.5 ? maskOf(draw, shape) : undefined
    return [out, a, b, bias, { relu: draw.number() < 0.5, mask } satisfies Epilogue]
  },
  argmax: reduction(['float32', 'int32'], 'int32'),
  copy: (draw) => {
    const [shape, to, from] = [draw.shape(), draw.pick(dtypes), draw.pick(dtypes)]
    return [draw.operand(to, shape), draw.operand(from, shape, { ...strange, broadcast: true })]
  },
  cos: unary({ low: -1000, high: 1000 }),
  crossEntropy: (draw) => {
    const { logits, labels, n } = classification(draw)
    return [draw.output('float32', [n]), logits, labels]
  },
  crossEntropyGradient: (draw) => {
    const { logits, labels, n, classes } = classification(draw)
    return [draw.output('float32', [n, classes]), logits, labels, draw.operand('float32', [n], { broadcast: true })]
  },
  cumsum: (draw) => {
    const shape = draw.number() < 0.2 ? [2, 3, 2500] : draw.shape(draw.integer(1, 4))
    const dtype = draw.pick(['float32', 'int32'] as const)
    const x = draw.operand(dtype, shape, draw.pick([{}, strange]))
    return [draw.output(dtype, shape), x, draw.integer(0, shape.length - 1), draw.number() < 0.5]
  },
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
  gather: (draw) => {
    const [rows, dtype, rest] = [draw.integer(1, 40), draw.pick(dtypes), draw.shape(draw.integer(0, 2))]
    const indices = draw.operand('int32', [draw.extent()])
    indices.values.forEach((_, i) => {
      indices.values[i] = draw.integer(0, rows - 1)
    })
    return [draw.output(dtype, [indices.shape[0]!, ...rest]), draw.operand(dtype, [rows, ...rest], strange), indices]
  },
  greater: binary(['float32', 'int32', 'uint8'], 'uint8', { ...strange, zeros: 0.5 }),
  maxNorm: (draw) => {
    const shape = [draw.pick([draw.extent(), 4100, 9000]), draw.extent(20)]
    // Up to where squares overflow, and down to where they vanish.
    const high = draw.pick([4, 4, 1e18, 1e30, 1e-18, 1e-30])
    const weight = (): Operand => draw.operand('float32', shape, { low: -high, high, strange: draw.pick([0, 0.001]) })
    return [weight(), weight(), draw.pick([0.5, 10, 20, 40, 1e-17, 1e-30, 1e20])]
  },
  log: unary({ low: 0, high: 50, strange: 0.1 }),
  log1p: unary({ low: -0.999, high: 50, strange: 0.1 }),
  lstmCell: (draw) => {
    const { plane, gates, shape } = lstm(draw)
    return [draw.output('float32', [draw.pick([2, 7]), ...shape]), gates(), gates(), plane()]
  },
  lstmCellGradient: (draw) => {
    const { plane, shape } = lstm(draw)
    const made = draw.operand('float32', [7, ...shape])
    return [draw.output('float32', [5 * shape[0]! * shape[1]!]), made, plane(), plane(), plane()]
  },
  mask: (draw) => {
    const spec = maskOf(draw, draw.shape())
    return [draw.output('uint8', spec.shape), spec]
  },
  matmul: (draw) => {
    if (draw.number() < 0.5) {
      const { out, a, b } = product(draw)
      return [out, a, b]
    }
    const batch = draw.shape(draw.integer(1, 2)).map((extent) => Math.min(extent, 7))
    const [m, k, n] = [draw.extent(40), draw.pick([0, draw.extent(40), 300]), draw.extent(40)]
    const operand = (rows: number, columns: number, zeros: number): Operand =>
      draw.operand('float32', [...batch, rows, columns], { zeros, broadcast: true })
    return [draw.output('float32', [...batch, m, n]), operand(m, k, draw.pick([0, 0.6])), operand(k, n, 0)]
  },
  max: reduction(['float32', 'int32']),
  min: reduction(['float32', 'int32']),
  momentumStep: (draw) => {
    const shape = draw.shape()
    const operand = (): Operand => draw.operand('float32', shape, strange)
    return [operand(), operand(), operand(), draw.pick([0.9, 0]), draw.pick([0.1, 1e-3]), draw.number() < 0.5]
  },
  momentumStepOfProduct: (draw) => {
    const { a, b, shape } = product(draw)
    const nesterov = draw.number() < 0.5
    return [slot(draw, shape, strange), slot(draw, shape, strange), a, b, draw.pick([0.9, 0]), 0.1, nesterov]
  },
  mul: binary(['float32', 'int32']),
  neg: unary(),
  normal: stream,
  pow: binary(['float32'], undefined, { low: 0, high: 5, strange: 0.05 }, { low: -3, high: 3, strange: 0.05 }),
  productBound: (draw) => {
    const [m, k, n] = [draw.extent(), draw.extent(), draw.extent(130)]
    const matrix = (rows: number, columns: number): Operand =>
      draw.operand(
        'float32',
        [rows, columns],
        draw.pick([{}, { low: -1e19, high: 1e19 }, { strange: 0.001 }, { high: 0 }]),
      )
    return [draw.output('float32', []), matrix(m, k), matrix(k, n)]
  },
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
  scaledSumOfProduct: (draw) => {
    const { a, b, shape } = product(draw)
    return [slot(draw, shape, strange), a, b, draw.pick([0.9, 1, 0]), draw.pick([-0.1, 1])]
  },
  scatterAdd: (draw) => {
    const [rows, rest] = [draw.integer(1, 40), draw.shape(draw.integer(0, 2))]
    const indices = draw.operand('int32', [draw.extent()])
    indices.values.forEach((_, i) => {
      indices.values[i] = draw.integer(0, rows - 1)
    })
    return [draw.output('float32', [rows, ...rest]), draw.operand('float32', [indices.shape[0]!, ...rest]), indices]
  },
  select: (draw) => {
    const [shape, dtype] = [draw.shape(), draw.pick(dtypes)]
    const operand = (type: DType): Operand => draw.operand(type, shape, { ...strange, broadcast: true })
    return [draw.output(dtype, shape), operand('uint8'), operand(dtype), operand(dtype)]
  },
  sigmoid: unary({ low: -110, high: 110, strange: 0.1 }),
  sin: unary({ low: -1000, high: 1000 }),
  softmax: (draw) => {
    const lead = draw.shape(draw.integer(0, 2)).map((extent) => Math.min(extent, 12))
    const shape = [...lead, draw.pick([1, 2, 5, 8, 11, 17, 32, 100, 5000])]
    const values = draw.pick([
      { low: -20, high: 20 },
      { low: -200, high: 200, strange: 0.02 },
    ])
    return [draw.output('float32', shape), draw.operand('float32', shape, values)]
  },
  sqrt: unary(),
  square: unary(),
  sub: binary(['float32', 'int32']),
  sum: reduction(['float32', 'int32'], undefined, true),
  tanh: unary({ low: -12, high: 12, strange: 0.1 }),
  topK: (draw) => {
    const dtype = draw.pick(['float32', 'int32'] as const)
    const lead = draw.shape(draw.integer(0, 2)).map((extent) => Math.min(extent, 9))
    const n = draw.pick([1, 2, 3, 10, 33, 100, 1000])
    const k = draw.pick([1, Math.min(5, n), draw.integer(1, n), n])
    const values = draw.pick([{}, strange, { ...strange, zeros: 0.5 }])
    return [draw.output('int32', [...lead, k]), draw.operand(dtype, [...lead, n], values)]
  },
  uniform: stream,
  ...windowCases,
}

/** The signature that a kernel has, to be called with arguments of `cases`. */
export type AnyKernel = (...args: readonly unknown[]) => void
