import { tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { binaryCrossEntropy } from './binary-cross-entropy.ts'
import { expectedBinaryCrossEntropy } from './expected-binary-cross-entropy.ts'

const float64 = { dtype: 'float64' } as const
const found = (mu: number, s: number, target: number): number =>
  expectedBinaryCrossEntropy(
    { mean: tensor([mu], float64), variance: tensor([s * s], float64) },
    tensor([target], float64),
  ).readSync()[0]!

/** The mean over the normal density of ln(1 + e^z) − t·z, by the midpoint rule. */
function exactly(mu: number, s: number, target: number): number {
  let sum = 0
  for (let i = 0; i < 4000; i++) {
    const at = -10 + (i + 0.5) / 200
    const z = mu + s * at
    const loss = Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - target * z
    sum += (loss * Math.exp((-at * at) / 2)) / Math.sqrt(2 * Math.PI) / 200
  }
  return sum
}

test('it is too high by what is stated where the mean is 0, at every target', () => {
  for (const [s, share] of [
    [0.5, 0.004],
    [1, 0.0148],
    [2, 0.0409],
  ] as const)
    for (const target of [0, 0.3, 1]) expect(found(0, s, target) / exactly(0, s, target) - 1).toBeCloseTo(share, 4)
  for (const s of [8, 100, 1e4])
    expect(found(0, s, 1) / Math.max(exactly(0, s, 1), s / Math.sqrt(2 * Math.PI))).toBeLessThan(1.09)
})

test('whatever the mean it is too high, by less than 0.005 where the deviation is ½ and 0.017 where it is 1; without any it is the loss of the mean', () => {
  for (const mu of [-6, -2, -0.5, 0, 1, 3])
    for (const target of [0, 1]) {
      for (const [s, most] of [
        [0.5, 0.005],
        [1, 0.017],
      ] as const) {
        const excess = found(mu, s, target) - exactly(mu, s, target)
        expect(excess, `${mu}, ${target}`).toBeGreaterThan(0)
        expect(excess, `${mu}, ${target}`).toBeLessThan(most)
      }
      const plain = binaryCrossEntropy(tensor([mu], float64), tensor([target], float64)).readSync()[0]!
      expect(found(mu, 0, target)).toBe(plain)
    }
})
