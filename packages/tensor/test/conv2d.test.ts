import { foldIn, key, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { backward, checkGradient, conv2d, type Padding, type PerAxis, type Tensor, tensor } from '../src/index.ts'

const f = Math.fround
let drawn = 0
/** Values in [−1, 1) of which a share are exact zeros. */
const values = (length: number, nonzero = 1) => {
  const place = foldIn(key('conv2d'), drawn++)
  const [draws, choice] = [uniform(foldIn(place, 0), length), uniform(foldIn(place, 1), length)]
  return draws.map((u, i) => (choice[i]! < nonzero ? 2 * u - 1 : 0))
}

interface Case {
  readonly images: readonly [batch: number, height: number, width: number, channels: number]
  readonly kernel: readonly [rows: number, columns: number]
  readonly outputs: number
  readonly stride?: PerAxis<2>
  readonly padding?: Padding<2>
  /** Rows and columns of padding above and to the left, and the positions: worked out by hand. */
  readonly before?: readonly [number, number]
  readonly positions: readonly [number, number]
}

const cases: Record<string, Case> = {
  'one pixel': { images: [2, 1, 1, 3], kernel: [1, 1], outputs: 2, positions: [1, 1] },
  'one pixel, padded': {
    images: [1, 1, 1, 1],
    kernel: [3, 3],
    outputs: 1,
    padding: 'same',
    before: [1, 1],
    positions: [1, 1],
  },
  'a window as large as the image': { images: [2, 4, 3, 2], kernel: [4, 3], outputs: 3, positions: [1, 1] },
  'height and width differ': { images: [2, 5, 7, 2], kernel: [3, 2], outputs: 3, positions: [3, 6] },
  'a stride beyond the window': { images: [1, 7, 8, 2], kernel: [2, 2], outputs: 2, stride: 3, positions: [2, 3] },
  'a stride that leaves pixels over': {
    images: [2, 6, 5, 1],
    kernel: [3, 3],
    outputs: 2,
    stride: [2, 1],
    positions: [2, 3],
  },
  'same, even window': {
    images: [1, 4, 5, 2],
    kernel: [2, 4],
    outputs: 2,
    padding: 'same',
    before: [0, 1],
    positions: [4, 5],
  },
  'same, with a stride': {
    images: [1, 7, 8, 1],
    kernel: [3, 3],
    outputs: 2,
    stride: 2,
    padding: 'same',
    before: [1, 0],
    positions: [4, 4],
  },
  'same, where nothing is needed': {
    images: [1, 5, 5, 1],
    kernel: [1, 1],
    outputs: 1,
    stride: 3,
    padding: 'same',
    before: [0, 0],
    positions: [2, 2],
  },
  'numbers of padding': {
    images: [2, 3, 4, 2],
    kernel: [3, 3],
    outputs: 2,
    padding: [2, 1],
    before: [2, 1],
    positions: [5, 4],
  },
  'padding beyond the window': {
    images: [1, 2, 2, 1],
    kernel: [2, 2],
    outputs: 2,
    padding: 3,
    before: [3, 3],
    positions: [7, 7],
  },
  'empty batch': { images: [0, 4, 4, 2], kernel: [3, 3], outputs: 2, positions: [2, 2] },
  'no channels': { images: [1, 3, 3, 0], kernel: [2, 2], outputs: 2, positions: [2, 2] },
}
/** More patches than are gathered at once: several blocks, cut inside an image. */
const large: Case = {
  images: [3, 30, 31, 16],
  kernel: [3, 3],
  outputs: 9,
  padding: 'same',
  before: [1, 1],
  positions: [30, 31],
}

/** The laws of DESIGN spelled out, one multiplication after another. */
function naive(
  c: Case,
  x: ArrayLike<number>,
  w: ArrayLike<number>,
  g: ArrayLike<number>,
  round: (x: number) => number,
) {
  const { images, kernel, outputs, positions, before = [0, 0] } = c
  const [batch, height, width, channels] = images
  const [sy, sx] = typeof c.stride === 'object' ? c.stride : [c.stride ?? 1, c.stride ?? 1]
  const out = new Float64Array(batch * positions[0] * positions[1] * outputs)
  const dw = new Float64Array(kernel[0] * kernel[1] * channels * outputs)
  const dx = new Float64Array(batch * height * width * channels)
  const at = { out: 0, dw: 0, dx: 0 }
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < positions[0]; i++)
      for (let j = 0; j < positions[1]; j++) {
        const position = (b * positions[0] + i) * positions[1] + j
        for (let ky = 0; ky < kernel[0]; ky++)
          for (let kx = 0; kx < kernel[1]; kx++) {
            const [y, column] = [i * sy + ky - before[0], j * sx + kx - before[1]]
            if (y < 0 || column < 0 || y >= height || column >= width) continue
            for (let channel = 0; channel < channels; channel++) {
              at.dx = ((b * height + y) * width + column) * channels + channel
              let patch = 0
              for (let o = 0; o < outputs; o++) {
                at.out = position * outputs + o
                at.dw = ((ky * kernel[1] + kx) * channels + channel) * outputs + o
                out[at.out] = round(out[at.out]! + round(x[at.dx]! * w[at.dw]!))
                dw[at.dw] = round(dw[at.dw]! + round(x[at.dx]! * g[at.out]!))
                patch = round(patch + round(g[at.out]! * w[at.dw]!))
              }
              dx[at.dx] = round(dx[at.dx]! + patch)
            }
          }
      }
  return { out: Array.from(out), dw: Array.from(dw), dx: Array.from(dx) }
}

const sizeOf = (shape: readonly number[]) => ops.sizeOf(shape)
const weightShape = ({ images, kernel, outputs }: Case) => [...kernel, images[3], outputs]
const outShape = ({ images, positions, outputs }: Case) => [images[0], ...positions, outputs]

describe.each(Object.entries({ ...cases, 'several blocks': large }))('%s', (name, c) => {
  test.each([1, 0.4])('forward and gradients are the folds of the law, at a share of %d nonzeros', (nonzero) => {
    const [xs, ws] = [values(sizeOf(c.images), nonzero), values(sizeOf(weightShape(c)))]
    const gs = values(sizeOf(outShape(c)), nonzero)
    for (const [dtype, round] of [
      ['float32', f],
      ['float64', (value: number) => value],
    ] as const) {
      const x = tensor(xs, { shape: c.images, dtype, requiresGrad: true })
      const w = tensor(ws, { shape: weightShape(c), dtype, requiresGrad: true })
      const y = conv2d(x, w, undefined, c)
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
      const inputs = [draw(c.images), draw(weightShape(c)), draw([c.outputs])]
      expect(checkGradient((x, w, b) => conv2d(x!, w!, b, c), inputs)).toBeLessThan(1e-6)
      const turned = (shape: readonly number[]) => draw([...shape].reverse())
      const view = (x: Tensor) => ops.transpose(x)
      expect(
        checkGradient(
          (x, w, b) => view(conv2d(view(x!), view(w!), b, c)),
          [turned(c.images), turned(weightShape(c)), draw([c.outputs])],
        ),
      ).toBeLessThan(1e-6)
    })
  }
})

test('the fused epilogue gives the bits of the separate operations, forward and backward', () => {
  const [x, w, b] = [[3, 6, 5, 2], [3, 3, 2, 4], [4]].map((shape) =>
    tensor(values(sizeOf(shape)), { shape, requiresGrad: true }),
  ) as [Tensor, Tensor, Tensor]
  const place = { padding: 'same', stride: [2, 1] } as const
  for (const sharedAxes of [[], [1, 2]]) {
    const options = { key: key(9), keep: 0.5, row: 100, sharedAxes }
    const spec = ops.maskSpec({ shape: [3, 3, 5, 4], dtype: 'float32' }, options) as ops.MaskSpec
    for (const relu of [false, true]) {
      for (const mask of [undefined, spec]) {
        const separate = () => {
          const sum = ops.add(conv2d(x, w, undefined, place), b)
          const active = relu ? ops.relu(sum) : sum
          return mask ? ops.dropout(active, options) : active
        }
        const [one, two] = [() => conv2d(x, w, b, { ...place, epilogue: { relu, mask } }), separate].map((run) => {
          const y = run()
          return [y.readSync(), ...backward(ops.sum(ops.square(y)), [x, w, b]).map((gradient) => gradient.readSync())]
        })
        expect(one).toEqual(two)
      }
    }
  }
})

test('only what is asked for is computed, and nothing is left behind', () => {
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
  const leaf = ops.asLeaf(w)
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
    'conv2d cannot put a window of [5, 3] on images of [4, 5] with padding "valid"; what is padded is at least as large as the window.',
  )
  expect(() => conv2d(x, w, undefined, { stride: 0 })).toThrow(
    'conv2d was given the stride 0; it takes an integer from 1, or two of them, for rows and columns.',
  )
  expect(() => conv2d(x, w, undefined, { padding: [1, -1] })).toThrow(
    "conv2d was given the padding [1,-1]; it takes an integer from 0, or two of them, for rows and columns, or 'valid' or 'same'.",
  )
  expect(() => conv2d(x, w, undefined, { padding: 'full' as 'same' })).toThrow('was given the padding "full"')
  expect(() => conv2d(x, ops.zeros([0, 3, 3, 8]))).toThrow('conv2d was given a window of [0,3]')
  expect(() => conv2d(x, ops.cast(w, 'float64'))).toThrow('conv2d was given float32 and float64')
  expect(() => conv2d(ops.cast(x, 'int32'), ops.cast(w, 'int32'))).toThrow('conv2d needs float32 or float64')
})
