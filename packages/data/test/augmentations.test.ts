import { foldIn, key, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import expected from '../fixtures/bilinear.json' with { type: 'json' }
import { sampleImage } from '../src/augment/sample-image.ts'
import {
  type Augmentation,
  augment,
  digits,
  fingerprint,
  type NdArray,
  noise,
  rotate,
  shift,
  takeRows,
} from '../src/index.ts'
import { augmentationCases, cameFrom } from './augmentation-cases.ts'

/**
 * What every augmentation of the folder holds. Where chance decides, keys are fixed and a bound is 5 standard errors wide, which a right
 * one misses once in 1.7 · 10^6 tries; there are fewer than 20 such bounds, so that a fresh choice of keys fails once in 85,000.
 */
const SIGMAS = 5
const MANY = 2000

const set = digits({ size: 20, key: key(1) })
const numbers = Array.from({ length: 20 }, (_, i) => i)
/** Three channels, not square: the digits' pixels in another shape. */
const wide: NdArray<Float32Array> = { data: set.inputs.data.slice(0, 20 * 720), shape: [20, 12, 20, 3] }
const augmentations = await augmentationCases()

describe.each(augmentations)('%s', (name, { usual, none, extreme, frozen, means, refused }) => {
  test.each(['zeros', 'nearest'] as const)(
    'at no strength it is the identity, exactly, and otherwise it is not (%s)',
    (outside) => {
      for (const images of [set.inputs, wide]) {
        expect(augment([none], { outside }).apply(images, numbers, key(2))).toEqual(images)
        expect(augment([none, usual, none], { outside }).apply(images, numbers, key(2)).data).not.toEqual(images.data)
      }
    },
  )

  test.each(['zeros', 'nearest', -0.5] as const)('no strength makes values that are not finite (%s)', (outside) => {
    for (const steps of [[extreme], [extreme, extreme, usual], [extreme, rotate({ degrees: 90 }), extreme]]) {
      const { data } = augment(steps, { outside }).apply(set.inputs, numbers, key(9))
      expect(data.every(Number.isFinite)).toBe(true)
    }
  })

  test('an image follows from the key and its number alone, and the given ones stay', () => {
    const given = set.inputs.data.slice()
    const all = augment([usual]).apply(set.inputs, numbers, key(3))
    expect(set.inputs.data).toEqual(given)
    expect(all.shape).toEqual(set.inputs.shape)
    const some = [17, 3, 3]
    expect(augment([usual]).apply(takeRows(set.inputs, some), some, key(3))).toEqual(takeRows(all, some))
    const same = takeRows(
      set.inputs,
      numbers.map(() => 5),
    )
    const made = augment([usual]).apply(same, numbers, key(3)).data
    expect(new Set(numbers.map((i) => made.subarray(i * 784, (i + 1) * 784).join())).size).toBeGreaterThan(1)
    expect(augment([usual]).apply(set.inputs, numbers, key(4))).not.toEqual(all)
  })

  test('channels move together', () => {
    const one: NdArray<Float32Array> = { data: wide.data.slice(0, 20 * 240), shape: [20, 12, 20, 1] }
    const three = {
      data: Float32Array.from({ length: 20 * 720 }, (_, i) => one.data[Math.floor(i / 3)]!),
      shape: [20, 12, 20, 3],
    }
    if (!usual.warp) return
    const [alone, together] = [one, three].map((images) => augment([usual]).apply(images, numbers, key(5)).data)
    expect(together!.filter((_, i) => i % 3 === 1)).toEqual(alone)
  })

  test('its bits are frozen, and it is decided by its kind and settings', () => {
    const inputs = augment([usual]).apply(set.inputs, numbers, key(1))
    expect(fingerprint({ ...set, inputs })).toBe(frozen)
    expect(usual.kind).toBe(name)
    expect(JSON.parse(JSON.stringify(usual.settings))).toEqual(usual.settings)
    expect(none.settings).not.toEqual(usual.settings)
  })

  test.each(Object.entries(means))('has the right mean: %s', (_, [of, mean]) => {
    const values = Array.from({ length: MANY }, (_, i) => of(foldIn(key(6), i)))
    const average = values.reduce((sum, value) => sum + value, 0) / MANY
    const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (MANY - 1)
    expect(Math.abs(average - mean)).toBeLessThan(SIGMAS * Math.sqrt(variance / MANY))
  })

  test.each(refused)('refuses what it cannot do (%#)', (wrong, message) => {
    expect(wrong).toThrow(message)
  })
})

test.each(['zeros', 'nearest'] as const)('images are sampled as by SciPy: %s', (outside) => {
  const { height, width, image, x, y } = expected
  for (const [i, value] of expected[outside].entries()) {
    const at = (place: number) => new Float64Array(height * width).fill(place)
    const out = new Float32Array(height * width)
    sampleImage(Float32Array.from(image), { height, width, channels: 1 }, { x: at(x[i]!), y: at(y[i]!) }, outside, out)
    expect(out[0]).toBeCloseTo(value, 6)
  }
})

/** Moves pixels by whole numbers, whatever the key. */
const by = (dx: number, dy: number): Augmentation => ({
  kind: 'by',
  settings: { dx, dy },
  warp({ x, y }) {
    for (let i = 0; i < x.length; i++) [x[i], y[i]] = [x[i]! - dx, y[i]! - dy]
  },
})
const rotated: Augmentation = {
  kind: 'rotated',
  settings: {},
  warp({ x, y }) {
    for (let i = 0; i < x.length; i++) [x[i], y[i]] = [y[i]!, 2 - x[i]!]
  },
}
const three = { data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), shape: [1, 3, 3, 1] }
const changed = (steps: readonly Augmentation[], outside: 'zeros' | 'nearest' = 'zeros') => [
  ...augment(steps, { outside }).apply(three, [0], key(0)).data,
]

test('moves are made in order, and what lies outside is zeros or the border', () => {
  expect(changed([by(1, 0)])).toEqual([0, 1, 2, 0, 4, 5, 0, 7, 8])
  expect(changed([by(0, -1)], 'nearest')).toEqual([4, 5, 6, 7, 8, 9, 7, 8, 9])
  expect(changed([rotated])).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3])
  expect(changed([by(1, 0), rotated])).toEqual([0, 0, 0, 7, 4, 1, 8, 5, 2])
  expect(changed([rotated, by(1, 0)])).toEqual([0, 7, 4, 0, 8, 5, 0, 9, 6])
})

test('the background has a value of its own, in any image', () => {
  const white = { data: new Float32Array(64).fill(-0.4), shape: [1, 8, 8, 1] }
  const steps = [rotate({ degrees: 45 }), shift({ pixels: 3 })]
  expect(augment(steps, { outside: -0.4 }).apply(white, [0], key(1))).toEqual(white)
  expect(augment(steps, { outside: 0 }).apply(set.inputs, numbers, key(1))).toEqual(
    augment(steps).apply(set.inputs, numbers, key(1)),
  )
  // Interpolation is linear: what is added to the image and its background is added to the result.
  const raised = { ...set.inputs, data: set.inputs.data.map((value) => value + 2) }
  const [plain, above] = [augment(steps), augment(steps, { outside: 2 })].map((each, i) =>
    each.apply(i === 0 ? set.inputs : raised, numbers, key(3)),
  )
  for (const [i, value] of plain!.data.entries()) expect(Math.abs(above!.data[i]! - 2 - value)).toBeLessThan(1e-6)
  const [first, second] = [0.5, 0.25].map((outside) => JSON.stringify(augment([], { outside }).settings))
  expect(first).not.toBe(second)
})

test('moves next to each other are sampled once; values changed between them are seen', () => {
  expect(changed([by(2, 0), by(-2, 0)])).toEqual([...three.data])
  const more: Augmentation = { kind: 'more', settings: {}, adjust: (image) => image.fill(1) }
  expect(changed([by(2, 0), more, by(-2, 0)])).toEqual([1, 0, 0, 1, 0, 0, 1, 0, 0])
  expect(changed([by(0.5, 0), by(0.5, 0)])).toEqual([0, 1, 2, 0, 4, 5, 0, 7, 8])
})

test('a step draws by its kind and ordinal: others beside it change nothing', () => {
  const turn = rotate({ degrees: 30 })
  const still = [shift({ pixels: 0 }), noise({ deviation: 0 })]
  const alone = augment([turn]).apply(set.inputs, numbers, key(7))
  expect(augment([still[0]!, turn, still[1]!]).apply(set.inputs, numbers, key(7))).toEqual(alone)
  const twice = augment([shift({ pixels: 2 }), shift({ pixels: 2 })]).apply(set.inputs, numbers, key(7))
  expect(twice).not.toEqual(augment([shift({ pixels: 4 })]).apply(set.inputs, numbers, key(7)))
})

test('a positive angle turns clockwise, as the image is seen', () => {
  const angle = (Math.PI / 6) * (2 * uniform(key(8), 1)[0]! - 1)
  const [x, y] = cameFrom(rotate({ degrees: 30 }), key(8), 15 + 10 * Math.cos(angle), 10 + 10 * Math.sin(angle))
  expect([x, y]).toEqual([expect.closeTo(25, 12), expect.closeTo(10, 12)])
})

test('what is no image is refused', () => {
  const flat = { data: new Float32Array(4), shape: [2, 2] }
  expect(() => augment([]).apply(flat, [0, 1], key(0))).toThrow(
    'images [n, height, width, channels] of float32, but was given [2, 2]',
  )
  expect(() => augment([]).apply(three, [0, 1], key(0))).toThrow('given 1 images, but the numbers of 2 examples')
  for (const wrong of ['wrap', null, Number.NaN, Infinity, 1e39])
    expect(() => augment([], { outside: wrong as never })).toThrow(
      `augment was given outside ${typeof wrong === 'string' ? '"wrap"' : wrong}; it takes 'zeros' or 'nearest', or the value of the background`,
    )
})
