import type { DType, KernelName, MaskSpec, Shape, Window } from '@thinned/tensor'

/** An operand of a check: dense numbers that follow from its place. */
export interface CheckOperand {
  readonly dtype: DType
  readonly shape: Shape
  /** The least number. */
  readonly from: number
  /** Whether three quarters of the numbers are 0. */
  readonly sparse: boolean
}

/** The arguments of a kernel, with operands in place of views; the first is the output. */
export type CheckCall = readonly (CheckOperand | unknown)[]

const floats = (shape: Shape, { from = -1.75, sparse = false } = {}): CheckOperand => ({
  dtype: 'float32',
  shape,
  from,
  sparse,
})
const integers = (shape: Shape): CheckOperand => ({ dtype: 'int32', shape, from: 0, sparse: false })
const bytes = (shape: Shape): CheckOperand => ({ dtype: 'uint8', shape, from: 0, sparse: false })
const maskOf = (shape: Shape, row: MaskSpec['row'] = 0): MaskSpec =>
  ({ key: [1, 2], threshold: 0x80000000, scale: 2, shape, row }) as unknown as MaskSpec

/** A block of 16 and a rest. */
const LINE = floats([21])
const ABOVE_0 = floats([21], { from: 0.125 })
const ROWS = floats([3, 21])
const unary = [[LINE, LINE]]
const unaryAbove0 = [[LINE, ABOVE_0]]
const binary = [[LINE, LINE, ABOVE_0]]
/** Most numbers of the second operand are those of the first; the others are smaller. */
const comparison = [[bytes([21]), LINE, floats([21], { from: -3.125 })]]
const reduction = [[floats([3]), ROWS, 1]]
const stream = [
  [LINE, [1, 2], 3],
  [ROWS, [1, 2], [7, 0x1f_ffff_ff00, 64]],
]

const WINDOW: Window = { size: [1, 2, 2], stride: [1, 1, 1], dilation: [1, 1, 1], before: [0, 0, 0] }
const rows = (channels: number): CheckOperand => floats([1, 1, 4, 4, channels], { sparse: true })
/** The volumes, the weight and the output of a convolution in one group, and of one with a group for each channel. */
const convolutions = [
  { x: floats([1, 1, 4, 4, 3]), weight: floats([12, 5]), out: floats([1, 1, 3, 3, 5]), groups: 1 },
  { x: floats([1, 1, 4, 4, 24]), weight: floats([4, 24]), out: floats([1, 1, 3, 3, 24]), groups: 24 },
  // Sparse ones: gradients in narrow panels and in wide ones that overlap, and a product in both.
  { x: rows(12), weight: floats([48, 16]), out: floats([1, 1, 3, 3, 16], { sparse: true }), groups: 1 },
  { x: rows(48), weight: floats([192, 16]), out: floats([1, 1, 3, 3, 16], { sparse: true }), groups: 1 },
  { x: rows(4), weight: floats([16, 80]), out: floats([1, 1, 3, 3, 80], { sparse: true }), groups: 1 },
]
const pooled = floats([1, 1, 3, 3, 3])
const volumes = floats([1, 1, 4, 4, 3])

const a = floats([5, 9])
const sparseA = floats([5, 9], { sparse: true })
const b = floats([9, 37])
const product = floats([5, 37])
const bias = floats([37])
const lefts = [a, sparseA]
const above0 = floats([5, 37], { from: 0.125 })
const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: 0.01, meanLeft: 0.19, varianceLeft: 0.002 }

/** Small calls of each kernel: together they run each way that its code can take for dense operands. */
export const checkCalls: { readonly [K in KernelName]: readonly CheckCall[] } = {
  abs: unary,
  adamStep: [[LINE, LINE, ABOVE_0, LINE, adam]],
  adamStepOfProduct: lefts.map((left) => [product, product, above0, left, b, adam]),
  add: binary,
  affine: [
    [product, a, b, bias, { relu: true, mask: maskOf([5, 37]) }],
    [product, sparseA, b, bias, { relu: false, mask: maskOf([5, 37], [3, 0, 0, 0x1_0000_0000, 1]) }],
    [product, a, b, undefined, { relu: false, mask: maskOf([5, 1]) }],
  ],
  argmax: [[integers([3]), ROWS, 1]],
  averagePool: [[pooled, volumes, WINDOW]],
  averagePoolGradient: [[volumes, pooled, WINDOW]],
  conv: convolutions.map(({ x, weight, out, groups }) => {
    const mask = maskOf(out.shape.with(-1, 1))
    return [out, x, weight, undefined, WINDOW, groups, { relu: true, mask }]
  }),
  convInputGradient: convolutions.map(({ x, weight, out, groups }) => [x, out, weight, WINDOW, groups]),
  convWeightGradient: convolutions.map(({ x, weight, out, groups }) => [weight, x, out, WINDOW, groups]),
  copy: [[LINE, integers([21])]],
  cos: unary,
  crossEntropy: [[floats([3]), ROWS, integers([3])]],
  crossEntropyGradient: [[ROWS, ROWS, integers([3]), floats([3])]],
  cumsum: [[ROWS, ROWS, 1, false]],
  div: binary,
  dropout: [
    [ROWS, ROWS, maskOf([3, 21])],
    [ROWS, ROWS, maskOf([3, 21], [0x1_0000_0000, 2, 2])],
    [ROWS, ROWS, maskOf([3, 1])],
  ],
  equal: comparison,
  erf: unary,
  exp: unary,
  expm1: unary,
  fill: [[LINE, 0.3]],
  gather: [[floats([4, 5]), floats([6, 5]), integers([4])]],
  greater: comparison,
  log: unaryAbove0,
  log1p: unaryAbove0,
  lstmCell: [2, 7].map((planes) => [floats([planes, 3, 21]), floats([3, 84]), floats([3, 84]), ROWS]),
  lstmCellGradient: [[floats([315]), floats([7, 3, 21]), ROWS, ROWS, ROWS]],
  mask: [[bytes([3, 21]), maskOf([3, 21])]],
  matmul: [
    [product, a, b],
    [product, sparseA, b],
    [floats([2, 3, 5]), floats([2, 3, 4]), floats([2, 4, 5])],
  ],
  max: reduction,
  maxNorm: [[ROWS, ROWS, 0.5]],
  maxPool: [[pooled, volumes, WINDOW]],
  maxPoolGradient: [[volumes, pooled, volumes, WINDOW]],
  min: reduction,
  momentumStepOfProduct: lefts.flatMap((left) =>
    [false, true].map((nesterov) => [product, product, left, b, 0.9, 0.1, nesterov]),
  ),
  momentumStep: [[LINE, LINE, LINE, 0.9, 0.1, true]],
  mul: binary,
  neg: unary,
  normal: stream,
  pow: [[LINE, ABOVE_0, LINE]],
  productBound: [[floats([]), a, b]],
  relu: unary,
  reluGradient: [[LINE, LINE, LINE, 2]],
  scaledSumOfProduct: lefts.map((left) => [product, left, b, 0.9, -0.1]),
  scaledSum: [[LINE, LINE, LINE, 0.9, -0.1]],
  scatterAdd: [[floats([6, 5]), floats([4, 5]), integers([4])]],
  select: [[LINE, bytes([21]), LINE, LINE]],
  sigmoid: unary,
  sin: unary,
  softmax: [[ROWS, ROWS]],
  sqrt: unaryAbove0,
  square: unary,
  sub: binary,
  sum: reduction,
  tanh: unary,
  topK: [[integers([3, 2]), ROWS]],
  uniform: stream,
}
