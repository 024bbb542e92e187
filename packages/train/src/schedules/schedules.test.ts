import { expect, test } from 'vitest'
import { cosine, inverseTime, linearWarmup, step } from './index.ts'

test('schedules at their ends and between', () => {
  const at = (s: number, epoch = 0) => ({ step: s, steps: 101, epoch })
  const ask = (schedule: ReturnType<typeof step>, ...where: Parameters<typeof at>) =>
    typeof schedule === 'number' ? schedule : schedule(at(...where))
  expect([0, 1, 2, 5].map((epoch) => ask(step({ initial: 8, factor: 0.5, every: 2 }), 0, epoch))).toEqual([8, 8, 4, 2])
  const half = cosine({ initial: 1, final: 0.2 })
  expect([0, 25, 50, 100].map((s) => ask(half, s))).toEqual(
    [1, 0.2 + 0.4 * (1 + Math.SQRT1_2), 0.6, 0.2].map((value) => expect.closeTo(value, 12)),
  )
  expect([0, 4, 9, 50].map((s) => ask(linearWarmup({ warmup: 10, schedule: 2 }), s))).toEqual([0.2, 1, 2, 2])
  expect([0, 10, 30].map((s) => ask(inverseTime({ initial: 4, halfLife: 10 }), s))).toEqual([4, 2, 1])
})
