import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { dropoutMask, mul, ones, randomNormal, type Shape, type Tensor, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { blockRate } from '../kit/feature-maps.ts'
import { linearKeep } from '../schedules/linear-keep.ts'
import { channelDropout } from './channel-dropout.ts'
import { dropBlock } from './drop-block.ts'
import { dropout } from './dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })

/** All indices of a shape. */
const indices = (shape: Shape): number[][] =>
  shape.reduce<number[][]>(
    (all, extent) => all.flatMap((index) => Array.from({ length: extent }, (_, i) => [...index, i])),
    [[]],
  )

const average = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((total, value) => total + value, 0) / values.length

/** Places that no block covers, straight from the definition: a place where one begins drops all from there to block − 1 further. */
function byDefinition(x: Tensor, keep: number, block: number, share: boolean): Uint8Array {
  const { shape } = x
  const starts = shape.map((extent, axis) => (axis === 0 || axis === shape.length - 1 ? extent : extent - block + 1))
  const drawn = dropoutMask(zeros(starts), {
    key: train.at('mask').key,
    keep: 1 - blockRate(keep, block, shape.slice(1, -1)),
    sharedAxes: share ? [-1] : [],
  })
  const begins = new Map(indices(drawn.shape).map((index, i) => [index.join(), drawn.readSync()[i] === 0]))
  const covered = (index: number[]): boolean =>
    indices(shape.slice(1, -1).map(() => block)).some((offset) => {
      const start = index.map((at, axis) => (axis === 0 || axis === shape.length - 1 ? at : at - offset[axis - 1]!))
      return begins.get(start.join()) ?? false
    })
  const mask = share ? shape.with(-1, 1) : shape
  return Uint8Array.from(indices(mask), (index) => (covered(index) ? 0 : 1))
}

test.each([
  [[2, 7, 5, 3], 2],
  [[2, 5, 8, 3], 3],
  [[1, 9, 6, 2], 5],
  [[12, 5, 7, 2], 5],
  [[3, 6, 6, 2], 4],
  [[2, 4, 5, 3, 2], 2],
  [[12, 3, 5, 4, 2], 3],
  [[12, 9, 3], 4],
])('blocks in %j of edge %i are those of the definition, at the borders too', (shape: Shape, block: number) => {
  const x = ones(shape)
  for (const share of [false, true]) {
    const layer = dropBlock({ keep: 0.6, block, ...(share ? { share: 'channels' } : {}) })
    const expected = byDefinition(x, 0.6, block, share)
    expect(layer.mask(x, train).readSync()).toEqual(expected)
    expect(layer.mask(x, train).shape).toEqual(share ? shape.with(-1, 1) : shape)
    expect(expected).toContain(0)
  }
})

test('a place begins a block with the probability of equation 1', () => {
  // (1 − 0.9)/7² · 56²/50² and, in a volume, (1 − 0.8)/2³ · 4·5·6/(3·4·5).
  expect(blockRate(0.9, 7, [56, 56])).toBeCloseTo((0.1 / 49) * (3136 / 2500), 15)
  expect(blockRate(0.8, 2, [4, 5, 6])).toBeCloseTo(0.025 * 2, 15)
  expect(blockRate(0.9, 7, [7, 7])).toBeCloseTo(0.1, 15)
  expect(blockRate(0.3, 1, [4, 9])).toBeCloseTo(0.7, 15)
})

test('an element is left where none of the blocks that cover it begins: fewer cover the border, and overlaps leave more than keep', () => {
  const [examples, rows, columns, block, keep] = [20_000, 5, 6, 3, 0.7]
  const mask = dropBlock({ keep, block })
    .mask(ones([examples, rows, columns, 1]), train)
    .readSync()
  const rate = blockRate(keep, block, [rows, columns])
  const covering = (at: number, extent: number): number =>
    Math.min(at, extent - block) - Math.max(0, at - block + 1) + 1
  let total = 0
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const share = (1 - rate) ** (covering(row, rows) * covering(column, columns))
      let left = 0
      for (let example = 0; example < examples; example++) left += mask[(example * rows + row) * columns + column]!
      // 30 places, each within 6 standard deviations: broken by chance once in 10^7.
      expect(Math.abs(left / examples - share)).toBeLessThan(6 * Math.sqrt((share * (1 - share)) / examples))
      total += share
    }
  expect(total / rows / columns).toBeGreaterThan(keep)
})

test('the mean of an example of ones stays 1, whatever batch it comes in, unless nothing is left', () => {
  const out = dropBlock({ keep: 0.5, block: 2 })
    .forward(ones([200, 4, 3, 2], { dtype: 'float64' }), train)
    .readSync()
  const means = Array.from({ length: 200 }, (_, i) => average(out.slice(24 * i, 24 * i + 24)))
  for (const mean of means) expect(mean).toBeCloseTo(1, 14)
  const whole = dropBlock({ keep: 0.5, block: 3, share: 'channels' })
    .forward(ones([50, 3, 3, 2]), train)
    .readSync()
  for (let i = 0; i < 50; i++) expect(new Set(whole.slice(18 * i, 18 * i + 18)).size).toBe(1)
  expect(new Set(whole)).toEqual(new Set([0, 1]))
})

test('with blocks of 1 it has the mask of dropout, and its values up to keep by the share that is kept', () => {
  const x = randomNormal(key('x'), [12, 5, 4, 6], { dtype: 'float64' })
  for (const keep of [0.1, 0.5, 0.9]) {
    const [block, plain] = [dropBlock({ keep, block: 1 }), dropout({ keep })]
    const mask = plain.mask(x, train).readSync()
    expect(block.mask(x, train).readSync()).toEqual(mask)
    const [found, expected] = [block.forward(x, train).readSync(), plain.forward(x, train).readSync()]
    found.forEach((value, i) => {
      const example = Math.floor(i / 120) * 120
      const share = average(mask.slice(example, example + 120))
      expect(value).toBeCloseTo((expected[i]! * keep) / share, 12)
    })
  }
})

test('with blocks of 1 in larger and larger maps its factor goes to 1/keep', () => {
  for (const extent of [8, 64, 512]) {
    const out = dropBlock({ keep: 0.8, block: 1 })
      .forward(ones([1, extent, extent, 1]), train)
      .readSync()
    const factor = out.find((value) => value > 0)!
    // The kept share has the deviation √(keep·drop)/extent; within 6 of them.
    expect(Math.abs(1 / factor - 0.8)).toBeLessThan((6 * 0.4) / extent)
  }
})

test('with a block as large as the map a channel is dropped as a whole, by the mask of channel dropout', () => {
  const x = ones([9, 4, 4, 5])
  const mask = dropBlock({ keep: 0.6, block: 4 }).mask(x, train)
  const channels = mul(channelDropout({ keep: 0.6 }).mask(x, train), ones(x.shape, { dtype: 'uint8' }))
  expect(mask.readSync()).toEqual(channels.readSync())
})

test('a sequence of one channel and blocks of all its steps is dropped or left as it is', () => {
  const x = randomNormal(key('x'), [30, 5, 1])
  const out = dropBlock({ keep: 0.5, block: 5 }).forward(x, train).readSync()
  const values = x.readSync()
  const seen = new Set<boolean>()
  for (let example = 0; example < 30; example++) {
    const own = out.slice(5 * example, 5 * example + 5)
    const gone = own.every((value) => value === 0)
    expect(own).toEqual(gone ? new Float32Array(5) : values.slice(5 * example, 5 * example + 5))
    seen.add(gone)
  }
  expect(seen.size).toBe(2)
})

test('the ramp of the paper drops nothing at first and ends at its keep', () => {
  const layer = dropBlock({ keep: linearKeep({ initial: 1, final: 0.6 }), block: 2 })
  const x = ones([4, 6, 6, 3])
  const at = (step: number) => createPass({ mode: 'train', key: key(7), step, steps: 10 })
  expect(layer.forward(x, at(0)).readSync()).toEqual(x.readSync())
  expect(layer.forward(x, at(9)).readSync()).toEqual(dropBlock({ keep: 0.6, block: 2 }).forward(x, train).readSync())
})

test('the mask that is shown is the mask that is used, at the ends too', () => {
  const x = ones([3, 4, 4, 2])
  for (const keep of [0, 0.5, 1]) {
    const layer = dropBlock({ keep, block: 2 })
    const shown = layer.mask(x, train).readSync()
    expect(Uint8Array.from(layer.forward(x, train).readSync(), (value) => (value > 0 ? 1 : 0))).toEqual(shown)
  }
  expect(
    new Set(
      dropBlock({ keep: 0, block: 2 })
        .mask(x, createPass({ mode: 'evaluate' }))
        .readSync(),
    ),
  ).toEqual(new Set([1]))
})

test('blocks that do not fit, and inputs without places, are refused', () => {
  const layer = dropBlock({ keep: 0.9 })
  expect(() => layer.forward(ones([2, 9, 5, 3]), train)).toThrow(
    'dropBlock was given [2, 9, 5, 3] for blocks of 7; a block is at most as large as the shortest spatial axis, 5. Write dropBlock({ keep: 0.9, block: 5 }) or less.',
  )
  expect(() => layer.outputShape([6, 9, 3])).toThrow('shortest spatial axis, 6')
  expect(() => layer.forward(ones([2, 9]), train)).toThrow('one to three spatial axes')
  expect(() => dropBlock({ keep: 0.9, block: 0 })).toThrow('dropBlock was given block 0')
  expect(() => dropBlock({ keep: 0.9, share: 'batch' as never })).toThrow('dropBlock was given share "batch"')
})
