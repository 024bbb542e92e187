import { foldIn, key, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { averagePool2d, backward, checkGradient, maxPool2d, type PerAxis, type Tensor, tensor } from '../src/index.ts'

const f = Math.fround
let drawn = 0
const values = (length: number) => uniform(foldIn(key('pool2d'), drawn++), length).map((u) => 2 * u - 1)

interface Case {
  readonly images: readonly [batch: number, height: number, width: number, channels: number]
  readonly size: PerAxis<2>
  readonly stride?: PerAxis<2>
  /** Worked out by hand. */
  readonly positions: readonly [number, number]
}

const cases: Record<string, Case> = {
  'one pixel': { images: [2, 1, 1, 3], size: 1, positions: [1, 1] },
  'a window as large as the image': { images: [2, 4, 3, 2], size: [4, 3], positions: [1, 1] },
  'pixels left over': { images: [2, 5, 7, 2], size: 2, positions: [2, 3] },
  'windows that overlap': { images: [2, 5, 6, 1], size: 3, stride: [2, 1], positions: [2, 4] },
  'a stride beyond the window': { images: [1, 8, 9, 2], size: [2, 1], stride: 3, positions: [3, 3] },
  'empty batch': { images: [0, 4, 4, 2], size: 2, positions: [2, 2] },
}
const sizeOf = (shape: readonly number[]) => ops.sizeOf(shape)
const pairOf = (pair: PerAxis<2>) => (typeof pair === 'number' ? ([pair, pair] as const) : pair)
const outShape = ({ images, positions }: Case) => [images[0], ...positions, images[3]]

/** The indices of the elements in each window, in the order of the outputs and, inside, of rows and columns. */
function windows({ images: [batch, height, width, channels], size, stride = size, positions }: Case): number[][] {
  const [[rows, columns], [down, across]] = [pairOf(size), pairOf(stride)]
  const all: number[][] = []
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < positions[0]; i++)
      for (let j = 0; j < positions[1]; j++)
        for (let c = 0; c < channels; c++)
          all.push(
            Array.from({ length: rows * columns }, (_, at) => {
              const [y, x] = [i * down + Math.floor(at / columns), j * across + (at % columns)]
              return ((b * height + y) * width + x) * channels + c
            }),
          )
  return all
}

describe.each(Object.entries(cases))('%s', (_, c) => {
  test.each(['float32', 'float64'] as const)('values and gradients in %s, in the order of the law', (dtype) => {
    const round = dtype === 'float32' ? f : (value: number) => value
    const [xs, gs] = [values(sizeOf(c.images)), values(sizeOf(outShape(c)))]
    const run = (pool: typeof maxPool2d) => {
      const x = tensor(xs, { shape: c.images, dtype, requiresGrad: true })
      const y = pool(x, c.size, c)
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
    expect(run(maxPool2d)).toEqual([largest, toLargest])
    expect(run(averagePool2d)).toEqual([mean, toAll])
  })

  test.each([maxPool2d, averagePool2d])(
    '$name agrees with central differences, from what is not contiguous as well',
    (pool) => {
      const draw = (shape: readonly number[]) => tensor(values(sizeOf(shape)), { shape, dtype: 'float64' })
      expect(checkGradient((x) => pool(x!, c.size, c), [draw(c.images)])).toBeLessThan(1e-6)
      const view = (x: Tensor) => ops.transpose(x)
      const turned = draw([...c.images].reverse())
      expect(checkGradient((x) => view(pool(view(x!), c.size, c)), [turned])).toBeLessThan(1e-6)
    },
  )
})

test('the first of equals gets the gradient, and NaN is found wherever it stands', () => {
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

test('what does not fit is refused in a sentence', () => {
  expect(() => maxPool2d(ops.zeros([4, 4]), 2)).toThrow(
    'maxPool2d takes images [batch, height, width, channels], but was given [4, 4].',
  )
  expect(() => averagePool2d(ops.zeros([1, 4, 4, 1]), [2, 5])).toThrow(
    'averagePool2d cannot put a window of [2, 5] on images of [4, 4] with padding "valid"',
  )
  expect(() => averagePool2d(ops.zeros([1, 4, 4, 1]), 0)).toThrow('averagePool2d was given a window of 0;')
  expect(() => maxPool2d(ops.zeros([1, 4, 4, 1]), 2, { stride: 1.5 })).toThrow('maxPool2d was given the stride 1.5;')
  expect(() => maxPool2d(ops.zeros([1, 4, 4, 1], { dtype: 'int32' }), 2)).toThrow('maxPool2d needs float32 or float64')
})
