import { scope, type Tensor, tensor, zeros } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import type { Optimizer } from '../src/updates/rules.ts'
import type { AveragingCases, ConstraintCases, OptimizerCases } from './cases.ts'
import { casesOf } from './cases-of.ts'

// Every optimizer, constraint and averaging rule of its folder in float32, against itself in float64, where no extreme of float32 overflows or
// vanishes. That float64 has the right numbers is what the other suites of the folders say.

const FLOAT32_MAX = (2 - 2 ** -23) * 2 ** 127
const MAGNITUDES = [1e-45, 1e-38, 1e-30, 1e-20, 1e-12, 0.3, 1e8, 1.5e19, 1e20, 1e30, 5e37].map(Math.fround)
const SIGNED = [0, -0, ...MAGNITUDES, ...MAGNITUDES.map((value) => -value)]

/** Whether float32 says the exact number within the bound; Infinity where it cannot hold it. */
const agrees = (found: number, exact: number, bound: number): boolean =>
  Math.abs(exact) > FLOAT32_MAX ? Math.abs(found) === Infinity : Math.abs(found - exact) <= bound + 1e-44

describe.each(await casesOf<OptimizerCases>('optimizers'))('%s', (_, { trajectories }) => {
  test.each(Object.entries(trajectories))('%s takes the steps of float64 along extreme gradients', (_, make) => {
    const weights = SIGNED.map((_, i) => [0, 1, -3][i % 3]!)
    for (const signs of [
      [1, 1, 1, 1],
      [1, 0, -1, -1],
    ]) {
      const [found, exact] = (['float32', 'float64'] as const).map((dtype) => {
        const parameter = tensor([weights], { dtype })
        const optimizer = make()
        const state = stateOf(optimizer, parameter)
        for (const [step, sign] of signs.entries())
          scope(() => {
            const gradient = tensor([SIGNED.map((value) => sign * value)], { dtype })
            optimizer.update(parameter, gradient, state, { step, steps: 4, epoch: 0 })
          })
        return [...parameter.readSync()]
      })
      const wrong = SIGNED.flatMap((gradient, i) =>
        agrees(found![i]!, exact![i]!, 2e-5 * Math.max(Math.abs(exact![i]! - weights[i]!), Math.abs(weights[i]!)))
          ? []
          : [{ gradient, found: found![i], exact: exact![i] }],
      )
      expect(wrong).toEqual([])
    }
  })
})

function stateOf({ stateNames }: Optimizer, { shape, dtype }: Tensor): Record<string, Tensor> {
  return Object.fromEntries(stateNames.map((name) => [name, zeros(shape, { dtype: dtype as 'float32' })]))
}

describe.each(await casesOf<ConstraintCases>('constraints'))('%s', (_, { make }) => {
  test('the weights of float64 for extreme weights', () => {
    // A unit each: one weight, several of a size, a large one beside small ones; 300 of a size, whose squares overflow together.
    const units = SIGNED.flatMap((value) => [
      [value],
      [value, -value, value / 2],
      [value, 1e-3, -2e-5],
      new Array(300).fill(value),
    ])
    for (const unit of units) {
      const [found, exact] = (['float32', 'float64'] as const).map((dtype) => {
        const values = unit.map(Math.fround)
        const parameter = tensor(
          values.map((value) => [value]),
          { dtype },
        )
        make().apply('weight', parameter)
        return [...parameter.readSync()]
      })
      const size = Math.hypot(...exact!)
      for (const [i, value] of found!.entries())
        if (!agrees(value, exact![i]!, 1e-6 * Math.max(Math.abs(exact![i]!), 1e-20 * size)))
          expect.fail(JSON.stringify({ unit: unit.slice(0, 3), found: found!.slice(0, 3), exact: exact!.slice(0, 3) }))
    }
  })
})

describe.each(await casesOf<AveragingCases>('averaging'))('%s', (_, { make }) => {
  const moments = Array.from({ length: 400 }, (_, step) => ({ step, steps: 400, epoch: step }))

  test('the average of weights that stay is these weights, bit for bit', () => {
    const [average, weights] = [zeros([SIGNED.length]), tensor(SIGNED)]
    for (const moment of moments) scope(() => make().update(average, weights, moment))
    expect([...average.readSync()].map(Math.abs)).toEqual([...weights.readSync()].map(Math.abs))
  })

  test('the average of float64 for extreme weights that move', () => {
    const [found, exact] = (['float32', 'float64'] as const).map((dtype) => {
      const average = zeros([SIGNED.length], { dtype })
      for (const moment of moments)
        scope(() => {
          const weights = SIGNED.map((value) => value * [1, -0.5, 0.25, 0][moment.step % 4]!)
          make().update(average, tensor(weights.map(Math.fround), { dtype }), moment)
        })
      return [...average.readSync()]
    })
    for (const [i, value] of SIGNED.entries())
      expect(Math.abs(found![i]! - exact![i]!), String(value)).toBeLessThanOrEqual(1e-5 * Math.abs(value) + 1e-43)
  })
})
