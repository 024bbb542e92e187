import { exp } from '@thinned/math/float64'
import { foldIn, key, normal, uniform } from '@thinned/rng'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import fixture from '../fixtures/regressions.json' with { type: 'json' }
import { normalUpperTail } from '../src/bootstrap/normal-distribution.ts'
import { normalTail } from '../src/distributions/normal-tail.ts'
import {
  crps,
  gaussianNoise,
  intervalCoverage,
  intervalScore,
  logLikelihood,
  MetricsError,
  measure,
  predictiveInterval,
} from '../src/index.ts'

const close = (values: readonly number[], digits = 9) => values.map((value) => expect.closeTo(value, digits))

test('the tail of the normal distribution agrees with the slower one', () => {
  for (let z = 0; z < 40; z += 0.01)
    expect(Math.abs(normalTail(z, exp((-z * z) / 2)) - normalUpperTail(z))).toBeLessThan(4e-16)
})

test.each(fixture.predictive)(
  'intervals of $samples samples are those of scipy, and of numpy without noise',
  (given) => {
    const { samples, predictions, noiseVariance } = given
    for (const [kind, noise] of [
      ['noisy', noiseVariance],
      ['alone', 0],
    ] as const)
      for (const [text, [low, high]] of Object.entries(given[kind])) {
        const found = predictiveInterval(predictions, { level: Number(text), samples, noiseVariance: noise })
        expect([...found.low]).toEqual(close(low!))
        expect([...found.high]).toEqual(close(high!))
      }
  },
)

test('intervals: symmetric, nested, moved and scaled with the predictions', () => {
  const numbers = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 4 })
  const variances = fc.array(fc.double({ min: 0.01, max: 9, noNaN: true }), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(numbers, variances, fc.double({ min: 0.05, max: 0.99, noNaN: true }), (means, noise, level) => {
      const of = (values: readonly number[], noiseVariance: readonly number[], own = level) => {
        const { low, high } = predictiveInterval(values, { samples: 4, level: own, noiseVariance })
        return [low[0]!, high[0]!] as const
      }
      const [low, high] = of(means, noise)
      const turned = of(
        means.map((mean) => -mean),
        noise,
      )
      expect([-turned[1], -turned[0]]).toEqual(close([low, high]))
      const scaled = of(
        means.map((mean) => 100 + 3 * mean),
        noise.map((variance) => 9 * variance),
      )
      expect(scaled).toEqual(close([100 + 3 * low, 100 + 3 * high]))
      const [innerLow, innerHigh] = of(means, noise, level / 2)
      expect(low <= innerLow && innerLow <= innerHigh && innerHigh <= high).toBe(true)
    }),
    { seed: 1, numRuns: 60 },
  )
})

test('a mixture of points and of normal distributions', () => {
  const { low, high } = predictiveInterval([0, 0, 0, 5], { samples: 4, level: 0.9, noiseVariance: [0, 0, 0, 1] })
  expect([low[0], high[0]]).toEqual(close([0, 5.841621233572914])) // P(Z > z) = 0.05 · 4
})

test('predictions without noise or samples, and other predictions without an interval, are refused', () => {
  const refused = (...given: Parameters<typeof predictiveInterval>) => expect(() => predictiveInterval(...given))
  refused([1]).toThrow('Example 0 has one prediction without noise, which is no interval.')
  refused([1, 2, 3], { samples: 2 }).toThrow('predictiveInterval was given 3 predictions of 2 samples')
  refused([1], { level: 1, noiseVariance: 1 }).toThrow('predictiveInterval was given level 1')
  refused([1], { noiseVariance: -1 }).toThrow('noiseVariance is -1; a variance is a finite number from 0')
  refused([1, 2], { noiseVariance: [1, 2, 3] }).toThrow('3 variances were given as noiseVariance')
  refused('12' as never, { noiseVariance: 1 }).toThrow(MetricsError)
  expect(predictiveInterval([], { noiseVariance: 1 }).low).toEqual(new Float64Array(0))
})

test.each(fixture.noise)('the noise of the highest likelihood is that of scipy: %#', (given) => {
  const found = gaussianNoise().fit(given)
  expect(found.logLikelihood).toBeCloseTo(given.logLikelihood, 11)
  expect(found.state.precision / given.precision).toBeCloseTo(1, 6)
  expect(found.deviation).toBeCloseTo(1 / Math.sqrt(found.state.precision), 12)
  const { precision } = found.state
  expect(measure(logLikelihood({ precision }), given)).toBeCloseTo(found.logLikelihood, 12)
  expect(measure(logLikelihood(), found.apply(given))).toBeCloseTo(found.logLikelihood, 12)
  for (const other of [0.9, 0.99, 1.01, 1.1])
    expect(measure(logLikelihood({ precision: other * precision }), given)).toBeLessThan(found.logLikelihood)
})

test('noise that cannot be fitted is refused', () => {
  const refused = (batch: object) => expect(() => gaussianNoise().fit(batch as never))
  refused({ samples: [1, 2, 5, 2], targets: [1, 2] }).toThrow('samples that meet every target exactly')
  refused({ samples: [], targets: [] }).toThrow('gaussianNoise was given no targets')
  refused({ targets: [1] }).toThrow('no samples')
  refused({ samples: [1, 2, 3], targets: [1, 2] }).toThrow('3 predictions were given as the samples of 2 targets')
  refused(undefined as never).toThrow(MetricsError)
  expect(() => (gaussianNoise as (given: unknown) => unknown)({ samples: [1] })).toThrow('it takes no arguments')
})

/** Targets of a known mixture: two samples for each example, 2 apart, and noise of the deviation 0.5. */
function known(n: number) {
  const middle = normal(foldIn(key(5), 'middle'), n)
  const which = uniform(foldIn(key(5), 'which'), n)
  const noise = normal(foldIn(key(5), 'noise'), n)
  const targets = Array.from(middle, (m, i) => m + (which[i]! < 0.5 ? -1 : 1) + 0.5 * noise[i]!)
  return { samples: Float32Array.of(...middle.map((m) => m - 1), ...middle.map((m) => m + 1)), targets }
}

test('intervals of the true distribution cover as much as they say, and scores know it', () => {
  const n = 4000
  const { samples, targets } = known(n)
  for (const level of [0.5, 0.8, 0.9, 0.95]) {
    const intervals = predictiveInterval(samples, { level, samples: 2, noiseVariance: 0.25 })
    const covered = measure(intervalCoverage(), { ...intervals, targets })
    // 4 standard errors: a false alarm in 16,000 for each of four levels. The key is fixed.
    expect(Math.abs(covered - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / n))
    const score = measure(intervalScore({ level }), { ...intervals, targets })
    for (const noiseVariance of [0.02, 1.5]) {
      const other = predictiveInterval(samples, { level, samples: 2, noiseVariance })
      expect(measure(intervalScore({ level }), { ...other, targets })).toBeGreaterThan(score)
    }
  }
  const { precision } = gaussianNoise().fit({ samples, targets }).state
  // The standard error of ln τ is about √(2/n) = 0.022.
  expect(Math.abs(Math.log(precision / 4))).toBeLessThan(0.09)
  const best = measure(crps(), { samples, noiseVariance: 0.25, targets })
  for (const noiseVariance of [0, 0.05, 1])
    expect(measure(crps(), { samples, noiseVariance, targets })).toBeGreaterThan(best)
})

test('the fair CRPS of few samples is on average that of many; the exact one is larger by the share of the pairs', () => {
  const draws = (samples: number, name: string) => Array.from(normal(foldIn(key(2), name), samples * 2000))
  const targets = draws(1, 'targets')
  const of = (samples: number, estimator: 'exact' | 'fair') =>
    measure(crps({ estimator }), { samples: draws(samples, `${samples}`), targets })
  // Standard normal targets: E|X − y| − ½ E|X − X′| = 1/√π = 0.5642. Standard errors near 0.015.
  expect(Math.abs(of(3, 'fair') - 1 / Math.sqrt(Math.PI))).toBeLessThan(0.06)
  expect(Math.abs(of(3, 'exact') - 4 / 3 / Math.sqrt(Math.PI))).toBeLessThan(0.06)
})

test('the log-likelihood is that of the mean density, not the mean of the logarithms', () => {
  const batch = { samples: [0, 10], noiseVariance: 1, targets: [0] }
  const density = Math.exp(-0.5 * Math.log(2 * Math.PI))
  expect(measure(logLikelihood(), batch)).toBeCloseTo(Math.log(density / 2), 12)
  expect(measure(logLikelihood(), { ...batch, targets: [1e160 / 1e12] })).toBeLessThan(-1e290)
  const impossible = { samples: [0], noiseVariance: 1e-20, targets: [1e150] }
  expect(measure(logLikelihood(), impossible)).toBe(-Infinity)
})
