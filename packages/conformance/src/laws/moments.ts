import { key } from '@thinned/rng'
import type { Tensor } from '@thinned/tensor'
import { expect } from 'vitest'
import { drawsOn, exampleSize, inputShape, type Law, randomFor, SIGMAS, train, unitsFor } from './law.ts'

/** The number of elements, and the number of examples if each costs a pass. */
const ELEMENTS = 400_000
const PASSES = 4_000

/**
 * Mean and variance over many draws are as declared, and so are the formulas of the tables, which hold for settings that evaluate unscaled. The fourth
 * moment of the draws estimates the error of the variance.
 */
export const moments: Law = {
  name: 'mean and variance are those declared',
  check(facts) {
    const { noise, settings } = facts
    const shape = inputShape(facts, noise.share === 'batch' ? PASSES : Math.ceil(ELEMENTS / exampleSize(facts)))
    const inputs = (): Tensor => (noise.on === 'normal' ? randomFor : unitsFor)(facts, shape)
    settings.forEach((options, i) => {
      const values = drawsOn(facts, options, inputs(), train(key(1000 + i)))
      const draws = values.length / (noise.together ?? 1)
      const average = mean(values, (value) => value)
      const spread = mean(values, (value) => square(value - average))
      const fourth = mean(values, (value) => square(square(value - average)))
      const variance = noise.variance(options)
      const where = JSON.stringify(options)
      expect(Math.abs(average - noise.mean(options)), where).toBeLessThan(SIGMAS * Math.sqrt(variance / draws))
      expect(Math.abs(spread - variance), where).toBeLessThan(
        SIGMAS * Math.sqrt((fourth - square(spread)) / draws) + (square(SIGMAS) * variance) / draws,
      )
      if (noise.moments && (facts.evaluationFactor?.(options) ?? 1) === 1) {
        expect(valueOfFormula(noise.moments.mean, options), where).toBeCloseTo(noise.mean(options), 12)
        expect(valueOfFormula(noise.moments.variance, options), where).toBeCloseTo(variance, 12)
      }
    })
  },
}

/** The value of a formula such as `(1 − keep)/keep` at these settings. */
function valueOfFormula(formula: string, options: Readonly<Record<string, unknown>>): unknown {
  const code = formula.replaceAll('−', '-').replaceAll('·', '*').replaceAll('²', '**2')
  return new Function(...Object.keys(options), `return ${code}`)(...Object.values(options))
}

const square = (value: number): number => value * value

function mean(values: ArrayLike<number>, of: (value: number) => number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += of(values[i]!)
  return sum / values.length
}
