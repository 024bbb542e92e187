import { reference, scope, tensor } from '@thinned/tensor'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipNorm } from './clip-norm.ts'

const values = (gradients: ReturnType<typeof clipNorm>) => Object.values(gradients).map((each) => [...each.readSync()])

test('a norm of numbers whose squares overflow, or vanish', () => {
  expect(values(clipNorm({ a: tensor([2e20]) }, 1))).toEqual([[1]])
  expect(values(clipNorm({ a: tensor([3e38]), b: tensor([-3e38, 0]) }, 1))).toEqual([
    [expect.closeTo(Math.SQRT1_2, 6)],
    [expect.closeTo(-Math.SQRT1_2, 6), 0],
  ])
  const [[tiny]] = values(clipNorm({ a: tensor([3e-30]), b: tensor([4e-30]) }, 1e-30)) as [[number]]
  expect(tiny / 1e-30).toBeCloseTo(0.6, 6)
  expect(values(clipNorm({ a: tensor([0, -0]), b: tensor([]) }, 1e-30))).toEqual([[0, -0], []])
  expect(values(clipNorm({ b: tensor([]) }, 1))).toEqual([[]])
})

test('random gradients of any size agree with float64, without synchronous reads too', () => {
  const size = fc.integer({ min: -148, max: 127 })
  const numbers = fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(30)), {
    minLength: 1,
    maxLength: 8,
  })
  const lazy = { ...reference, syncRead: false }
  fc.assert(
    fc.property(numbers, size, size, (drawn, magnitude, limitSize) => {
      scope(() => {
        const gradient = drawn.map(([value, less]) => Math.fround(value * 2 ** (magnitude - less)))
        const limit = Math.fround(1.5 * 2 ** (limitSize - 1))
        const [found] = values(clipNorm({ a: tensor(gradient) }, limit)) as [number[]]
        const { storage } = clipNorm({ a: tensor(gradient, { backend: lazy }) }, limit)['a']!.view
        const unread = reference.readSync!(storage)
        const norm = Math.hypot(...gradient)
        const factor = norm > limit ? limit / norm : 1
        const bound = 1e-6 * Math.min(norm, limit) + 3e-44
        for (const [i, value] of gradient.entries()) {
          expect(Math.abs(found[i]! - value * factor)).toBeLessThanOrEqual(bound)
          expect(Math.abs(unread[i]! - value * factor)).toBeLessThanOrEqual(bound)
        }
      })
    }),
    { numRuns: 300 },
  )
})
