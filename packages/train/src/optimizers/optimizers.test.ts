import { scope, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import type { Optimizer } from '../optimizer.ts'
import { cosine, inverseTime, linearWarmup, step } from '../schedules/index.ts'
import { adam, sgd } from './index.ts'

/** Ten steps on f(w) = Σ c w² / 2 + w, by the optimizer on tensors in float64. */
function follow(optimizer: Optimizer): number[][] {
  const [w, c] = [
    [1, -2],
    [0.5, 3],
  ]
  const parameter = tensor(w, { dtype: 'float64' })
  const slots = Object.fromEntries(optimizer.slots.map((slot) => [slot, tensor([0, 0], { dtype: 'float64' })]))
  return Array.from({ length: 10 }, (_, s) => {
    const values = parameter.readSync()
    scope(() =>
      optimizer.update(
        parameter,
        tensor(
          c.map((curve, i) => curve * values[i]! + 1),
          { dtype: 'float64' },
        ),
        slots,
        { step: s, steps: 10, epoch: 0 },
      ),
    )
    return [...parameter.readSync()]
  })
}

/** The same with plain numbers, one weight at a time, straight from the papers. */
function expected(update: (w: number, gradient: number, memory: number[], t: number) => number): number[][] {
  const w = [1, -2]
  const memory = [
    [0, 0],
    [0, 0],
  ]
  return Array.from({ length: 10 }, (_, s) => {
    ;[0.5, 3].forEach((curve, i) => {
      w[i] = update(w[i]!, curve * w[i]! + 1, memory[i]!, s + 1)
    })
    return [...w]
  })
}

const close = (found: number[][], truth: number[][]) =>
  expect(found).toEqual(truth.map((row) => row.map((value) => expect.closeTo(value, 12))))

test('gradient descent, momentum and Nesterov', () => {
  close(
    follow(sgd({ learningRate: 0.1 })),
    expected((w, g) => w - 0.1 * g),
  )
  close(
    follow(sgd({ learningRate: 0.1, momentum: 0.9 })),
    expected((w, g, m) => {
      m[0] = 0.9 * m[0]! + g
      return w - 0.1 * m[0]
    }),
  )
  close(
    follow(sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })),
    expected((w, g, m) => {
      m[0] = 0.9 * m[0]! + g
      return w - 0.1 * (g + 0.9 * m[0])
    }),
  )
  expect(() => sgd({ learningRate: 0.1, nesterov: true })).toThrow('sgd was given nesterov without momentum')
})

test('Adam', () => {
  close(
    follow(adam({ learningRate: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 })),
    expected((w, g, m, t) => {
      m[0] = 0.8 * m[0]! + 0.2 * g
      m[1] = 0.95 * m[1]! + 0.05 * g * g
      return w - (0.1 * (m[0] / (1 - 0.8 ** t))) / (Math.sqrt(m[1] / (1 - 0.95 ** t)) + 1e-3)
    }),
  )
})

test('settings that cannot train are refused', () => {
  expect(() => sgd({ learningRate: Number.NaN })).toThrow('sgd was given the learningRate NaN; it takes')
  expect(() => sgd({ learningRate: 0.1, momentum: 1 })).toThrow('sgd was given momentum 1; it takes')
  expect(() => adam({ beta2: 1 })).toThrow('adam was given beta2 1; it takes')
  expect(() => adam({ epsilon: 0 })).toThrow('adam was given epsilon 0; it takes')
  expect(() => step({ initial: 1, factor: 0.5, every: 0 })).toThrow('step was given every 0; it takes')
})

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
