import { foldIn, key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { asSource } from '../dataset/data-source.ts'
import { take } from '../dataset/take.ts'
import { digits } from '../datasets/digits/digits.ts'
import { twoMoons } from '../generators/two-moons.ts'
import { augment } from './augment.ts'
import { augmentedSource } from './augmented-source.ts'
import { noise } from './steps/noise.ts'
import { rotate } from './steps/rotate.ts'
import { shift } from './steps/shift.ts'

const set = digits({ size: 12, key: key(0) })
const steps = augment([rotate({ degrees: 20 }), noise({ deviation: 0.1 })])
const source = augmentedSource(set, steps)

test('a source of changed images: anew under each key, as they are without one', async () => {
  expect(source).toMatchObject({ name: 'digits', size: 12, classes: 10, inputShape: [28, 28, 1], targetShape: [] })
  expect(await source.fetch([3, 1])).toEqual(take(set, [3, 1]))
  const batch = await source.fetch([3, 1], key(1))
  expect(batch.targets).toEqual(take(set, [3, 1]).targets)
  expect(batch.inputs).toEqual(steps.apply(take(set, [3, 1]).inputs, [3, 1], key(1)))
  expect((await source.fetch([1], key(1))).inputs).toEqual(take(batch, [1]).inputs)
  expect((await source.fetch([3, 1], key(2))).inputs).not.toEqual(batch.inputs)
})

test('the fingerprint names the data and the settings', () => {
  const others = [
    augmentedSource(digits({ size: 12, key: key(1) }), steps),
    augmentedSource(set, augment([rotate({ degrees: 21 }), noise({ deviation: 0.1 })])),
    augmentedSource(set, augment([rotate({ degrees: 20 }), noise({ deviation: 0.1 })], { outside: 'nearest' })),
    asSource(set),
  ]
  expect(augmentedSource(set, augment([rotate({ degrees: 20 }), noise({ deviation: 0.1 })])).fingerprint).toBe(
    source.fingerprint,
  )
  expect(new Set([source, ...others].map(({ fingerprint }) => fingerprint)).size).toBe(5)
})

test('sources that are augmented twice draw twice', async () => {
  const once = augment([shift({ pixels: 2 })])
  const [batch] = [await augmentedSource(augmentedSource(set, once), once).fetch([4], key(3))]
  const inner = once.apply(take(set, [4]).inputs, [4], foldIn(key(3), 'source'))
  expect(batch.inputs).toEqual(once.apply(inner, [4], key(3)))
})

test('inputs that are no images are refused', async () => {
  const bytes = { ...set, inputs: { data: new Int32Array(12 * 784), shape: [12, 28, 28, 1] } }
  await expect(augmentedSource(bytes, steps).fetch([0])).rejects.toThrow(
    'images of float32, but the inputs of digits are integers (Int32Array)',
  )
  expect(() => augmentedSource(twoMoons({ size: 3, key: key(0) }), steps)).toThrow(
    'augmentedSource takes images [n, height, width, channels], but the inputs of two moons are [n, 2].',
  )
})
