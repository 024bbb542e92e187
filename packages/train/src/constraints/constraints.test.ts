import { key } from '@thinned/rng'
import { type NestedNumbers, randomNormal, reference, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import type { ConstraintCases } from '../../test/cases.ts'
import { casesOf } from '../../test/cases-of.ts'

const SHAPES = [
  [7, 5],
  [1, 1],
  [3, 2, 3, 4],
  [4097, 2],
  [0, 3],
  [3, 0],
] as const

/** The incoming weights of every unit. */
function unitsOf(weight: Tensor): number[][] {
  const values = Array.from(weight.readSync())
  const units = weight.shape.at(-1)!
  return Array.from({ length: values.length > 0 ? units : 0 }, (_, unit) =>
    values.filter((_, at) => at % units === unit),
  )
}

describe.each(await casesOf<ConstraintCases>('constraints'))('%s', (_, { make, examples, holds, refused }) => {
  test('by hand', () => {
    for (const [before, after] of examples) {
      const weight = tensor(before as NestedNumbers, { dtype: 'float64' })
      make().apply('weight', weight)
      expect(Array.from(weight.readSync())).toEqual(after.flat().map((value) => expect.closeTo(value, 14)))
    }
  })

  test.each(SHAPES.map((shape) => [shape] as const))(
    'every unit of %j is within its bounds, once and for all',
    (shape) => {
      const weight = randomNormal(key('constraints'), shape)
      const before = reference.memory().buffers
      make().apply('weight', weight)
      expect(reference.memory().buffers).toBe(before)
      for (const unit of unitsOf(weight)) expect(holds(unit)).toBe(true)
      const once = weight.readSync()
      make().apply('weight', weight)
      expect(Array.from(weight.readSync())).toEqual(Array.from(once, (value) => expect.closeTo(value, 6)))
      weight.dispose()
    },
  )

  test('biases are left alone', () => {
    const bias = tensor([30, -30, 0])
    make().apply('bias', bias)
    expect(bias.readSync()).toEqual(Float32Array.of(30, -30, 0))
  })

  test('settings without bounds are refused', () => {
    for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
  })
})
