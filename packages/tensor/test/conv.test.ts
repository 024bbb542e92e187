import { foldIn, key, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { backward, checkGradient, conv1d, conv2d, conv3d, type Tensor, tensor } from '../src/index.ts'
import { type Case, cases, large } from './conv.cases.ts'

const f = Math.fround
let drawn = 0
/** Values in [−1, 1) of which a share are exact zeros. */
const values = (length: number, nonzero = 1) => {
  const stream = foldIn(key('conv'), drawn++)
  const [draws, choice] = [uniform(foldIn(stream, 0), length), uniform(foldIn(stream, 1), length)]
  return draws.map((u, i) => (choice[i]! < nonzero ? 2 * u - 1 : 0))
}

/** The convolution of a case. */
function convolve(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  { kernel, stride, padding, dilation, groups }: Case,
) {
  const all = { stride, padding, dilation, groups }
  const options = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return [conv1d, conv2d, conv3d][kernel.length - 1]!(x, weight, bias, options)
}

/** All indices below some extents, the last rising fastest. */
function indices(extents: readonly number[]): number[][] {
  return extents.reduce<number[][]>(
    (all, extent) => all.flatMap((index) => Array.from({ length: extent }, (_, i) => [...index, i])),
    [[]],
  )
}

const perAxis = (value: number | readonly number[], rank: number) =>
  typeof value === 'number' ? new Array<number>(rank).fill(value) : value
const offsetOf = (index: readonly number[], extents: readonly number[]) =>
  index.reduce((at, i, axis) => at * extents[axis]! + i, 0)

/** The laws of DESIGN spelled out, one multiplication after another. */
function naive(
  c: Case,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  g: ArrayLike<number>,
  round: (x: number) => number,
) {
  const { input, kernel, outputs, positions, groups = 1 } = c
  const rank = kernel.length
  const [stride, dilation, before] = [c.stride ?? 1, c.dilation ?? 1, c.before ?? 0].map((v) => perAxis(v, rank))
  const [batch, extents, channels] = [input[0]!, input.slice(1, -1), input.at(-1)!]
  const [ins, outs] = [channels / groups, outputs / groups]
  const out = new Float64Array(ops.sizeOf(outShape(c)))
  const dw = new Float64Array(ops.sizeOf(weightShape(c)))
  const dx = new Float64Array(ops.sizeOf(input))
  const taps = indices(kernel)
  indices([batch, ...positions]).forEach(([b, ...position], at) => {
    taps.forEach((tap, k) => {
      const pixel = position.map((i, axis) => i * stride![axis]! + tap[axis]! * dilation![axis]! - before![axis]!)
      if (pixel.some((i, axis) => i < 0 || i >= extents[axis]!)) return
      for (let channel = 0; channel < channels; channel++) {
        const xStart = offsetOf([b!, ...pixel], [batch, ...extents]) * channels + channel
        const group = Math.floor(channel / ins)
        let patch = 0
        for (let o = group * outs; o < (group + 1) * outs; o++) {
          const [outAt, wAt] = [at * outputs + o, (k * ins + (channel % ins)) * outputs + o]
          out[outAt] = round(out[outAt]! + round(x[xStart]! * w[wAt]!))
          dw[wAt] = round(dw[wAt]! + round(x[xStart]! * g[outAt]!))
          patch = round(patch + round(g[outAt]! * w[wAt]!))
        }
        dx[xStart] = round(dx[xStart]! + patch)
      }
    })
  })
  return { out: Array.from(out), dw: Array.from(dw), dx: Array.from(dx) }
}

const sizeOf = (shape: readonly number[]) => ops.sizeOf(shape)
const weightShape = ({ input, kernel, outputs, groups = 1 }: Case) => [...kernel, input.at(-1)! / groups, outputs]
const outShape = ({ input, positions, outputs }: Case) => [input[0]!, ...positions, outputs]

describe.each(Object.entries({ ...cases, 'several blocks': large }))('%s', (name, c) => {
  test.each([1, 0.4])('forward and gradients are the folds of the law, at a share of %d nonzeros', (nonzero) => {
    const [xs, ws] = [values(sizeOf(c.input), nonzero), values(sizeOf(weightShape(c)))]
    const gs = values(sizeOf(outShape(c)), nonzero)
    for (const [dtype, round] of [
      ['float32', f],
      ['float64', (value: number) => value],
    ] as const) {
      const x = tensor(xs, { shape: c.input, dtype, requiresGrad: true })
      const w = tensor(ws, { shape: weightShape(c), dtype, requiresGrad: true })
      const y = convolve(x, w, undefined, c)
      const truth = naive(c, xs, ws, gs, round)
      expect(y.shape).toEqual(outShape(c))
      expect(Array.from(y.readSync())).toEqual(truth.out)
      const g = tensor(gs, { shape: outShape(c), dtype })
      const [dx, dw] = backward(ops.sum(ops.mul(y, g)), [x, w]).map((gradient) => Array.from(gradient.readSync()))
      expect(dx).toEqual(truth.dx)
      expect(dw).toEqual(truth.dw)
    }
  })

  if (name !== 'several blocks') {
    test('gradients agree with central differences, from what is not contiguous as well', () => {
      const draw = (shape: readonly number[]) => tensor(values(sizeOf(shape)), { shape, dtype: 'float64' })
      const inputs = [draw(c.input), draw(weightShape(c)), draw([c.outputs])]
      expect(checkGradient((x, w, b) => convolve(x!, w!, b, c), inputs)).toBeLessThan(1e-6)
      const reversed = (shape: readonly number[]) => draw([...shape].reverse())
      const view = (x: Tensor) => ops.transpose(x)
      expect(
        checkGradient(
          (x, w, b) => view(convolve(view(x!), view(w!), b, c)),
          [reversed(c.input), reversed(weightShape(c)), draw([c.outputs])],
        ),
      ).toBeLessThan(1e-6)
    })
  }
})

test('the fused epilogue gives the bits of the separate operations, forward and backward', () => {
  const [x, w, b] = [[3, 6, 5, 2], [3, 3, 2, 4], [4]].map((shape) =>
    tensor(values(sizeOf(shape)), { shape, requiresGrad: true }),
  ) as [Tensor, Tensor, Tensor]
  const window = { padding: 'same', stride: [2, 1] } as const
  for (const sharedAxes of [[], [1, 2]]) {
    const options = { key: key(9), keep: 0.5, row: 100, sharedAxes }
    const spec = ops.planMask({ shape: [3, 3, 5, 4], dtype: 'float32' }, options) as ops.MaskSpec
    for (const relu of [false, true]) {
      for (const mask of [undefined, spec]) {
        const separate = () => {
          const sum = ops.add(conv2d(x, w, undefined, window), b)
          const active = relu ? ops.relu(sum) : sum
          return mask ? ops.dropout(active, options) : active
        }
        const [one, two] = [() => conv2d(x, w, b, { ...window, epilogue: { relu, mask } }), separate].map((run) => {
          const y = run()
          return [y.readSync(), ...backward(ops.sum(ops.square(y)), [x, w, b]).map((gradient) => gradient.readSync())]
        })
        expect(one).toEqual(two)
      }
    }
  }
})

test('only what is asked for is computed, and no memory is left behind', () => {
  const backend = ops.referenceBackend()
  const called: string[] = []
  const kernels = Object.fromEntries(
    Object.entries(backend.kernels).map(([name, kernel]) => [
      name,
      (...operands: unknown[]) => {
        called.push(name)
        ;(kernel as (...operands: unknown[]) => void)(...operands)
      },
    ]),
  )
  const watched: ops.Backend = { ...backend, kernels }
  const shapes = [
    [2, 5, 5, 1],
    [3, 3, 1, 2],
  ] as const
  const [x, w] = shapes.map((shape) => tensor(values(sizeOf(shape)), { shape, backend: watched })) as [Tensor, Tensor]
  const leaf = ops.requireGrad(w)
  const before = backend.memory()
  ops.scope(() => {
    backward(ops.sum(conv2d(x, leaf)), leaf).readSync()
  })
  expect(called).toContain('convWeightGradient')
  expect(called).not.toContain('convInputGradient')
  expect(backend.memory()).toEqual(before)
  conv2d(x, ops.transpose(w, [1, 0, 2, 3])).dispose()
  expect(backend.memory()).toEqual(before)
})

test('what does not fit is refused in a sentence', () => {
  const [x, w] = [ops.zeros([2, 4, 5, 3]), ops.zeros([3, 3, 3, 8])]
  expect(() => conv2d(ops.zeros([4, 5, 3]), w)).toThrow(
    'conv2d cannot take images [4, 5, 3], weight [3, 3, 3, 8]; it takes [batch, height, width, in], [rows, columns, in, out] and [out].',
  )
  expect(() => conv2d(x, ops.zeros([3, 3, 1, 8]))).toThrow('weight [3, 3, 1, 8]; it takes')
  expect(() => conv2d(x, w, ops.zeros([3]))).toThrow('weight [3, 3, 3, 8] and bias [3]; it takes')
  expect(() => conv2d(x, ops.zeros([5, 3, 3, 8]))).toThrow(
    'conv2d cannot put a window of [5, 3] on images of [4, 5] with padding "valid"; the padded input must be at least as large as the window.',
  )
  expect(() => conv2d(x, w, undefined, { stride: 0 })).toThrow(
    'conv2d was given the stride 0; it takes an integer from 1, or two of them, for rows and columns.',
  )
  expect(() => conv2d(x, w, undefined, { padding: [1, -1] })).toThrow(
    "conv2d was given the padding [1, -1]; it takes an integer from 0, or two of them, for rows and columns, or 'valid' or 'same'.",
  )
  expect(() => conv2d(x, w, undefined, { padding: 'full' as 'same' })).toThrow('was given the padding "full"')
  expect(() => conv2d(x, ops.zeros([0, 3, 3, 8]))).toThrow('conv2d was given a window of [0, 3]')
  expect(() => conv2d(x, w, undefined, { dilation: [2, 0] })).toThrow('conv2d was given the dilation [2, 0]')
  expect(() => conv2d(x, w, undefined, { dilation: 2 })).toThrow(
    'conv2d cannot put a window of [3, 3], which spans [5, 5], on images of [4, 5] with padding "valid"',
  )
  expect(() => conv2d(x, w, undefined, { groups: 0 })).toThrow('conv2d was given 0 groups; it takes an integer from 1.')
  expect(() => conv2d(x, w, undefined, { groups: 3 })).toThrow(
    'conv2d cannot take images [2, 4, 5, 3], weight [3, 3, 3, 8] in 3 groups; it takes [batch, height, width, in], [rows, columns, in / groups, out] and [out], where groups divides in and out.',
  )
  expect(() => conv2d(x, ops.zeros([3, 3, 1, 8]), undefined, { groups: 3 })).toThrow('in 3 groups; it takes')
  expect(() => conv2d(x, ops.cast(w, 'float64'))).toThrow('conv2d was given float32 and float64')
  expect(() => conv2d(ops.cast(x, 'int32'), ops.cast(w, 'int32'))).toThrow('conv2d needs float32 or float64')
})

test('a window goes over one to three axes', () => {
  for (const extents of [[], [2, 2, 2, 2]])
    expect(() => ops.slideWindow('op', extents, 1)).toThrow(
      `op was given extents [${extents.join(', ')}]; a window goes over one, two or three axes.`,
    )
})

test('sequences and volumes are called by their names', () => {
  expect(() => conv1d(ops.zeros([2, 5]), ops.zeros([3, 1, 1]))).toThrow(
    'conv1d cannot take sequences [2, 5], weight [3, 1, 1]; it takes [batch, time, in], [taps, in, out] and [out].',
  )
  expect(() => conv1d(ops.zeros([2, 5, 1]), ops.zeros([6, 1, 1]))).toThrow(
    'conv1d cannot put a window of [6] on sequences of [5]',
  )
  expect(() => conv1d(ops.zeros([2, 5, 1]), ops.zeros([3, 1, 1]), undefined, { stride: 0 })).toThrow(
    'conv1d was given the stride 0; it takes an integer from 1.',
  )
  expect(() => conv3d(ops.zeros([2, 5, 5, 1]), ops.zeros([3, 3, 3, 1, 1]))).toThrow(
    'it takes [batch, depth, height, width, in], [planes, rows, columns, in, out] and [out].',
  )
  expect(() => conv3d(ops.zeros([1, 5, 5, 5, 1]), ops.zeros([3, 3, 3, 1, 1]), undefined, { padding: -1 })).toThrow(
    "conv3d was given the padding -1; it takes an integer from 0, or three of them, for planes, rows and columns, or 'valid' or 'same'.",
  )
})
