import { key } from '@thinned/rng'
import { ThinnedError } from '@thinned/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as library from '../src/index.ts'

/**
 * No argument of a public function, whatever it is, ends in an error of the engine such as "undefined is not a function". A new function fails here
 * until it has a call.
 */
const { tensor, zeros } = library
const x = tensor([
  [1, 2],
  [3, 4],
])
const leaf = (): library.Tensor =>
  tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { requiresGrad: true },
  )
const sequences = zeros([1, 4, 1])
const images = zeros([1, 4, 4, 1])
const volumes = zeros([1, 4, 4, 4, 1])
const indices = tensor([1, 0], { dtype: 'int32' })
const condition = tensor(
  [
    [1, 0],
    [0, 1],
  ],
  { dtype: 'uint8' },
)
const mask = { key: key(1), keep: 0.5, row: 1, sharedAxes: [0], scale: 2 }
const window = { stride: 1, dilation: 1 }
const conv = { ...window, padding: 'same', groups: 1, epilogue: { relu: true } }
const created = { backend: library.reference, dtype: 'float32', requiresGrad: true }

/** Arguments that each function takes. An object of options is replaced, and each of its values. */
const calls: Readonly<Record<string, readonly unknown[]>> = {
  ...Object.fromEntries(
    [
      'abs',
      'alias',
      'contiguous',
      'cos',
      'erf',
      'exp',
      'expm1',
      'gelu',
      'log',
      'log1p',
      'neg',
      'relu',
      'selu',
      'sigmoid',
    ]
      .concat([
        'silu',
        'sin',
        'softplus',
        'sqrt',
        'square',
        'tanh',
        'keepTensor',
        'retain',
        'reclaim',
        'isFloat',
        'dtypeOf',
      ])
      .map((name) => [name, [x]]),
  ),
  ...Object.fromEntries(
    [
      'add',
      'div',
      'equal',
      'greater',
      'greaterEqual',
      'less',
      'lessEqual',
      'matmul',
      'maximum',
      'minimum',
      'mul',
      'notEqual',
    ]
      .concat(['pow', 'sub'])
      .map((name) => [name, [x, x]]),
  ),
  ...Object.fromEntries(
    ['argmax', 'logSoftmax', 'logSumExp', 'max', 'mean', 'min', 'softmax', 'sum'].map((name) => [name, [x, 0]]),
  ),
  affine: [x, x, tensor([1, 2]), { relu: true }],
  arange: [3, created],
  assign: [zeros([2, 2]), x],
  assignMaxNorm: [zeros([2, 2]), 1],
  assignMomentumStep: [zeros([2, 2]), zeros([2, 2]), x],
  assignAdamStep: [zeros([2, 2]), zeros([2, 2]), zeros([2, 2]), x],
  assignValues: [zeros([2, 2]), Float32Array.of(1, 2, 3, 4)],
  assignScaledSum: [zeros([2, 2]), 1, x, 1, x],
  averagePool1d: [sequences, 2, window],
  averagePool2d: [images, 2, window],
  averagePool3d: [volumes, 2, window],
  backward: [x, x],
  broadcastTo: [x, [3, 2, 2]],
  cast: [x, 'int32'],
  checkGradient: [library.square, [zeros([2], { dtype: 'float64' })]],
  clip: [x, 0, 1],
  concat: [[x, x], 0],
  conv1d: [sequences, zeros([1, 1, 1]), zeros([1]), conv],
  conv2d: [images, zeros([1, 1, 1, 1]), zeros([1]), conv],
  conv3d: [volumes, zeros([1, 1, 1, 1, 1]), zeros([1]), conv],
  cumsum: [x, 0, { reverse: true }],
  dropout: [x, mask],
  dropoutMask: [x, mask],
  elu: [x, 1],
  full: [[2], 1, created],
  gather: [x, indices],
  globalAveragePool: [sequences],
  globalMaxPool: [sequences],
  isRecording: [],
  leakyRelu: [x, 0.1],
  matmul: [x, x, { transposeA: true, transposeB: true }],
  maxPool1d: [sequences, 2, window],
  maxPool2d: [images, 2, window],
  maxPool3d: [volumes, 2, window],
  noGrad: [() => 1],
  oneHot: [indices, 2, { dtype: 'float32' }],
  ones: [[2], created],
  pad: [
    x,
    [
      [1, 0],
      [0, 1],
    ],
    0,
  ],
  randomNormal: [key(1), [2], { mean: 0, std: 1, start: 0, dtype: 'float32', backend: library.reference }],
  randomUniform: [key(1), [2], { low: 0, high: 1, start: 0, dtype: 'float32', backend: library.reference }],
  referenceBackend: [],
  requireGrad: [zeros([2])],
  reshape: [x, [4]],
  lstmCell: [zeros([2, 8]), zeros([2, 8]), x],
  scatterAdd: [x, indices, 2],
  scope: [() => x],
  slice: [x, 0, 0, 1],
  slideWindow: ['conv1d', [4], 2, { ...window, padding: 'same' }],
  softmaxCrossEntropy: [x, indices],
  split: [x, 2, 0],
  stack: [[x, x], 0],
  sumOrBound: [x],
  sumTo: [x, [2]],
  tensor: [[1, 2], { ...created, shape: [2] }],
  topK: [x, 1, 0],
  transpose: [x, [1, 0]],
  where: [condition, x, x],
  zeros: [[2], created],
}

/** For authors of backends and of layers, who write them in TypeScript: they are called with what the library made. */
const unchecked = new Set(
  ['Tensor', 'TensorError', 'broadcastShapes', 'broadcastView', 'bytesPerElement', 'denseView', 'dispatch'].concat(
    ['formatShape', 'isContiguous', 'matrixOffsets', 'move', 'planMask', 'record', 'resolveAxes', 'resolveAxis'],
    ['dropoutOfSamples', 'planMasksOfSamples', 'rowMajorStrides', 'sameShape', 'sizeOf'],
  ),
)

const functions = Object.entries(library).filter(([name, value]) => typeof value === 'function' && !unchecked.has(name))

test('every public function is tried', () => {
  expect(functions.map(([name]) => name).filter((name) => !Object.hasOwn(calls, name))).toEqual([])
})

const strange: readonly unknown[] = [
  undefined,
  null,
  Symbol('s'),
  1n,
  Number.NaN,
  -1,
  'x',
  {},
  Object.create(null),
  [],
  [[]],
  [null],
  [Symbol('s')],
  new Float32Array(2),
  new Date(0),
  () => 1,
  library.relu,
  Promise.resolve(1),
  leaf(),
  true,
]
const anything = fc.anything({ withNullPrototype: true, withTypedArray: true, withBigInt: true })

/** The arguments with each in turn, and each option in turn, replaced. */
function* replaced(args: readonly unknown[], junk: unknown): Generator<readonly unknown[]> {
  for (const [i, arg] of args.entries()) {
    yield args.with(i, junk)
    if (typeof arg === 'object' && arg !== null && Object.getPrototypeOf(arg) === Object.prototype)
      for (const name of Object.keys(arg)) yield args.with(i, { ...arg, [name]: junk })
  }
  yield []
}

const faultOf = (fn: (...args: readonly unknown[]) => unknown, args: readonly unknown[]): string | undefined => {
  try {
    fn(...args)
  } catch (error) {
    if (!(error instanceof ThinnedError)) return `${error}`
    if (error.message.length > 400) return `a message of ${error.message.length} letters`
  }
  return undefined
}

test.each(functions)('%s refuses what it does not take by a sentence', (name, fn) => {
  const call = fn as unknown as (...args: readonly unknown[]) => unknown
  const found = new Set<string>()
  const tryAll = (junk: unknown): void => {
    for (const args of replaced(calls[name]!, junk)) {
      const fault = faultOf(call, args)
      if (fault) found.add(fault)
    }
  }
  for (const junk of strange) tryAll(junk)
  fc.assert(fc.property(anything, tryAll), { numRuns: 30, seed: 14 })
  expect([...found]).toEqual([])
})
