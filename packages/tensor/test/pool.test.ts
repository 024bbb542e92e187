import { foldIn, key, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { averagePool2d, backward, checkGradient, maxPool2d, type Tensor, tensor } from '../src/index.ts'

const f = Math.fround
let drawn = 0
const values = (length: number) => uniform(foldIn(key('pool'), drawn++), length).map((u) => 2 * u - 1)

interface Case {
  /** [batch, one to three extents, channels] */
  readonly input: readonly number[]
  readonly size: number | readonly number[]
  readonly stride?: number | readonly number[]
  readonly dilation?: number | readonly number[]
  /** Worked out by hand. */
  readonly positions: readonly number[]
}

const cases: Record<string, Case> = {
  'one pixel': { input: [2, 1, 1, 3], size: 1, positions: [1, 1] },
  'a window as large as the image': { input: [2, 4, 3, 2], size: [4, 3], positions: [1, 1] },
  'pixels left over': { input: [2, 5, 7, 2], size: 2, positions: [2, 3] },
  'windows that overlap': { input: [2, 5, 6, 1], size: 3, stride: [2, 1], positions: [2, 4] },
  'a stride beyond the window': { input: [1, 8, 9, 2], size: [2, 1], stride: 3, positions: [3, 3] },
  'windows with holes': { input: [1, 6, 7, 2], size: 2, stride: 1, dilation: [2, 3], positions: [4, 4] },
  'empty batch': { input: [0, 4, 4, 2], size: 2, positions: [2, 2] },
  'a sequence': { input: [2, 9, 3], size: 2, positions: [4] },
  'a sequence, overlapping': { input: [1, 9, 2], size: [3], stride: 2, dilation: 2, positions: [3] },
  'a volume': { input: [2, 4, 5, 3, 2], size: 2, positions: [2, 2, 1] },
  'a volume: everything differs': {
    input: [1, 5, 4, 7, 1],
    size: [2, 1, 3],
    stride: [1, 3, 2],
    dilation: [3, 1, 2],
    positions: [2, 2, 2],
  },
}
const sizeOf = (shape: readonly number[]) => ops.sizeOf(shape)
const perAxis = (value: number | readonly number[], rank: number) =>
  typeof value === 'number' ? new Array<number>(rank).fill(value) : value
const outShape = ({ input, positions }: Case) => [input[0]!, ...positions, input.at(-1)!]

type Pool = (x: Tensor, size: never, options: object) => Tensor
const largestOf = [ops.maxPool1d, ops.maxPool2d, ops.maxPool3d] as readonly Pool[]
const meanOf = [ops.averagePool1d, ops.averagePool2d, ops.averagePool3d] as readonly Pool[]
/** The op of the case's rank. */
const apply = (pools: readonly Pool[], x: Tensor, { size, stride, dilation, positions }: Case) =>
  pools[positions.length - 1]!(x, size as never, { ...(stride && { stride }), ...(dilation && { dilation }) })

/** All indices below some extents, the last rising fastest. */
function indices(extents: readonly number[]): number[][] {
  return extents.reduce<number[][]>(
    (all, extent) => all.flatMap((index) => Array.from({ length: extent }, (_, i) => [...index, i])),
    [[]],
  )
}

/** The indices of the elements in each window, in the order of the outputs and, inside, of planes, rows and columns. */
function windows({ input, size, stride = size, dilation = 1, positions }: Case): number[][] {
  const [sizes, strides, dilations] = [size, stride, dilation].map((value) => perAxis(value, positions.length))
  return indices([input[0]!, ...positions, input.at(-1)!]).map(([batch, ...rest]) => {
    const [position, channel] = [rest.slice(0, -1), rest.at(-1)!]
    return indices(sizes!).map((tap) => {
      const pixel = position.map((i, axis) => i * strides![axis]! + tap[axis]! * dilations![axis]!)
      return [batch!, ...pixel, channel].reduce((at, i, axis) => at * input[axis]! + i, 0)
    })
  })
}

describe.each(Object.entries(cases))('%s', (_, c) => {
  test.each(['float32', 'float64'] as const)('values and gradients in %s, in the order of the law', (dtype) => {
    const round = dtype === 'float32' ? f : (value: number) => value
    const [xs, gs] = [values(sizeOf(c.input)), values(sizeOf(outShape(c)))]
    const run = (pools: readonly Pool[]) => {
      const x = tensor(xs, { shape: c.input, dtype, requiresGrad: true })
      const y = apply(pools, x, c)
      expect(y.shape).toEqual(outShape(c))
      const gradient = backward(ops.sum(ops.mul(y, tensor(gs, { shape: outShape(c), dtype }))), x)
      return [y, gradient].map((result) => Array.from(result.readSync()))
    }
    const [largest, mean] = [[] as number[], [] as number[]]
    const [toLargest, toAll] = [new Array<number>(xs.length).fill(0), new Array<number>(xs.length).fill(0)]
    windows(c).forEach((window, at) => {
      largest.push(Math.max(...window.map((i) => xs[i]!)))
      mean.push(round(window.reduce((sum, i) => round(sum + xs[i]!), 0) / window.length))
      const winner = window.find((i) => xs[i] === largest.at(-1))!
      toLargest[winner] = round(toLargest[winner]! + gs[at]!)
      for (const i of window) toAll[i] = round(toAll[i]! + round(gs[at]! / window.length))
    })
    expect(run(largestOf)).toEqual([largest, toLargest])
    expect(run(meanOf)).toEqual([mean, toAll])
  })

  test.each([
    ['maxPool', largestOf],
    ['averagePool', meanOf],
  ] as const)('%s agrees with central differences, from what is not contiguous as well', (_, pools) => {
    const draw = (shape: readonly number[]) => tensor(values(sizeOf(shape)), { shape, dtype: 'float64' })
    expect(checkGradient((x) => apply(pools, x!, c), [draw(c.input)])).toBeLessThan(1e-6)
    const view = (x: Tensor) => ops.transpose(x)
    const reversed = draw([...c.input].reverse())
    expect(checkGradient((x) => view(apply(pools, view(x!), c)), [reversed])).toBeLessThan(1e-6)
  })
})

test('the first of equals gets the gradient, and NaN is found anywhere', () => {
  const gradientOf = (...pixels: number[]) => {
    const x = tensor(pixels, { shape: [1, 2, 2, 1], requiresGrad: true })
    const y = maxPool2d(x, 2)
    return [y.readSync()[0], Array.from(backward(ops.sum(y), x).readSync())]
  }
  expect(gradientOf(1, 3, 3, 2)).toEqual([3, [0, 1, 0, 0]])
  expect(gradientOf(-1, -1, -1, -1)).toEqual([-1, [1, 0, 0, 0]])
  expect(gradientOf(-0, 0, 0, -1)).toEqual([0, [1, 0, 0, 0]])
  expect(gradientOf(-Infinity, -Infinity, -Infinity, -Infinity)).toEqual([-Infinity, [1, 0, 0, 0]])
  expect(gradientOf(1, Number.NaN, Infinity, Number.NaN)).toEqual([Number.NaN, [0, 1, 0, 0]])
  expect(gradientOf(Number.NaN, 5, 1, 1)).toEqual([Number.NaN, [1, 0, 0, 0]])
})

test.each([[[2, 5, 3]], [[2, 3, 4, 3]], [[1, 2, 3, 2, 3]], [[2, 2, 1, 2, 3, 2]], [[0, 3, 2, 2]]])(
  'global pooling of %j is pooling by a window of all',
  (shape) => {
    const xs = values(sizeOf(shape))
    const [batch, channels] = [shape[0]!, shape.at(-1)!]
    const all = sizeOf(shape.slice(1, -1))
    for (const [pool, one] of [
      [ops.globalMaxPool, ops.maxPool1d],
      [ops.globalAveragePool, ops.averagePool1d],
    ] as const) {
      const [y, gradient] = [pool, (x: Tensor) => one(ops.reshape(x, [batch, all, channels]), all)].map((of) => {
        const x = tensor(xs, { shape, requiresGrad: true })
        const y = of(x)
        const grad = backward(ops.sum(ops.square(y)), x)
        return [Array.from(y.readSync()), Array.from(grad.readSync()), grad.shape]
      })
      expect(y).toEqual(gradient)
      expect(pool(ops.zeros(shape)).shape).toEqual([batch, channels])
      const x = tensor(xs, { shape, dtype: 'float64' })
      expect(checkGradient((x) => pool(ops.transpose(x!)), [ops.transpose(x)])).toBeLessThan(1e-6)
    }
  },
)

test('global pooling needs something between batch and channels', () => {
  expect(() => ops.globalMaxPool(ops.zeros([2, 3]))).toThrow(
    'globalMaxPool takes [batch, …, channels] with at least one axis between them and something in it, but was given [2, 3].',
  )
  expect(() => ops.globalAveragePool(ops.zeros([2, 0, 3]))).toThrow('globalAveragePool takes [batch, …, channels]')
})

test('what does not fit is refused in a sentence', () => {
  expect(() => maxPool2d(ops.zeros([4, 4]), 2)).toThrow(
    'maxPool2d takes images [batch, height, width, channels], but was given [4, 4].',
  )
  expect(() => averagePool2d(ops.zeros([1, 4, 4, 1]), [2, 5])).toThrow(
    'averagePool2d cannot put a window of [2, 5] on images of [4, 4] with padding "valid"',
  )
  expect(() => averagePool2d(ops.zeros([1, 4, 4, 1]), 0)).toThrow('averagePool2d was given a window of 0;')
  expect(() => maxPool2d(ops.zeros([1, 4, 4, 1]), 2, { stride: 1.5 })).toThrow('maxPool2d was given the stride 1.5;')
  expect(() => ops.maxPool1d(ops.zeros([1, 4, 4, 1]), 2)).toThrow('maxPool1d takes sequences [batch, time, channels]')
  expect(() => ops.averagePool3d(ops.zeros([1, 4, 4, 4, 1]), 2, { dilation: 4 })).toThrow(
    'averagePool3d cannot put a window of [2, 2, 2], which spans [5, 5, 5], on volumes of [4, 4, 4]',
  )
  expect(() => maxPool2d(ops.zeros([1, 4, 4, 1], { dtype: 'int32' }), 2)).toThrow('maxPool2d needs float32 or float64')
})
