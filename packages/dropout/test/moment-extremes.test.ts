import { readdirSync } from 'node:fs'
import { erf } from '@thinned/math/float64'
import { init, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropConnectMoments } from '../src/fast/drop-connect-moments.ts'
import * as moments from '../src/fast/moments.ts'

// Every function of moments of the folder in float32, against its formula in float64, on a grid of extremes; gradients against its own in float64,
// which other suites compare with central differences.

const sizes = [1e-45, 1e-38, 1e-20, 1e-10, 1e-5, 1e-3, 0.3, 1, 5, 20, 1e3, 1e10, 1e18, 1e20, 1e30, 1e38].map(
  Math.fround,
)
const means = [0, -0, ...sizes, ...sizes.map((value) => -value)]
const variances = [0, ...sizes]

interface Exact {
  readonly mean: number
  readonly variance: number
  /** What both may be off by, as they are differences of such numbers. */
  readonly nearMean?: number
  readonly nearVariance?: number
}

interface Definition {
  exact(mean: number, variance: number): Exact
  call(input: { mean: Tensor; variance: Tensor }): moments.Moments
}

const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))

function dropOf(scale: 'training' | 'evaluation', keep: number): Definition {
  return {
    exact: (mean, variance) =>
      scale === 'training'
        ? { mean, variance: variance / keep + (mean * mean * (1 - keep)) / keep }
        : { mean: keep * mean, variance: variance * keep + mean * mean * keep * (1 - keep) },
    call: (input) => moments.dropMoments(input, keep, scale),
  }
}

const definitions: Readonly<Record<string, readonly Definition[]>> = {
  dropMoments: [dropOf('training', 0.5), dropOf('evaluation', 0.8)],
  linearMoments: [
    {
      exact: (mean, variance) => ({ mean: mean * -3 + 2, variance: variance * 9, nearMean: 2e-6 }),
      call: (input) => moments.linearMoments(input, tensor([[-3]], dtypeOf(input)), tensor([2], dtypeOf(input))),
    },
  ],
  reluMoments: [
    {
      exact(mean, variance) {
        const deviation = Math.sqrt(variance)
        if (deviation === 0) return { mean: Math.max(mean, 0), variance: 0, nearMean: 2e-19 }
        const ratio = mean / deviation
        const above = (1 + erf(ratio * Math.SQRT1_2)) / 2
        const below = (1 - erf(ratio * Math.SQRT1_2)) / 2
        const edge = (deviation * Math.exp(-ratio * ratio * 0.5)) / Math.sqrt(2 * Math.PI)
        return {
          mean: mean * above + edge,
          variance:
            variance * above +
            (above * below === 0 ? 0 : mean * mean * above * below) +
            mean * edge * (below - above) -
            edge * edge,
          nearMean: 2e-19 + 1e-6 * deviation,
          nearVariance: 1e-37 + 5e-6 * variance,
        }
      },
      call: moments.reluMoments,
    },
  ],
  sigmoidMoments: [
    {
      exact(mean, variance) {
        const wide = (Math.PI / 8) * variance
        const root = Math.sqrt(1 + wide)
        const share = wide / (root * (root + 1))
        return { mean: sigmoid(mean / root), variance: share * sigmoid(mean / root) * sigmoid(-mean / root) }
      },
      call: moments.sigmoidMoments,
    },
  ],
  dropConnectMoments: [
    {
      exact: (mean) => ({ mean: mean * -3, variance: mean * mean * 9 * 0.25 }),
      call(input) {
        const layer = linear(1, 1, { bias: false })
        init(layer, key(1), dtypeOf(input))
        return dropConnectMoments(layer, input.mean, { keep: 0.8, params: { weight: tensor([[-3]], dtypeOf(input)) } })
      },
    },
  ],
}

const dtypeOf = ({ mean }: { mean: Tensor }) => ({ dtype: mean.dtype as 'float32' | 'float64' })

const MAX = (2 - 2 ** -23) * 2 ** 127
/** Within 5e-6 of the exact number, and Infinity where float32 cannot hold it or the square of the mean. */
const agrees = (found: number, exact: number, near: number, isLarge: boolean): boolean =>
  (found === Infinity && (isLarge || exact > MAX)) ||
  (found === -Infinity && exact < -MAX) ||
  Math.abs(found - exact) <= near + 5e-6 * Math.abs(exact) + 1e-44

test('every function of moments is here', async () => {
  const folder = new URL('../src/fast/', import.meta.url)
  const files = readdirSync(folder).filter((file) => /moments\.ts$/.test(file))
  const exported = await Promise.all(files.map((file) => import(new URL(file, folder).href)))
  expect(Object.keys(definitions).sort()).toEqual(exported.flatMap((module) => Object.keys(module)).sort())
})

test.each(Object.entries(definitions).flatMap(([name, all]) => all.map((each, i) => [`${name} ${i}`, each] as const)))(
  '%s agrees with its formula in float64 at extremes, its gradient with its own in float64',
  (_, { exact, call }) => {
    const grid = means.flatMap((mean) => variances.map((variance) => [mean, variance] as const))
    const run = (dtype: 'float32' | 'float64') => {
      const input = {
        mean: tensor(
          grid.map(([mean]) => [mean]),
          { dtype, requiresGrad: true },
        ),
        variance: tensor(
          grid.map(([, variance]) => [variance]),
          { dtype, requiresGrad: true },
        ),
      }
      const out = call(input)
      const values = [out.mean.readSync(), out.variance!.readSync()] as const
      const gradients = backward(sum(out.mean), [input.mean, input.variance]).map((each) => each.readSync())
      return { values, gradients }
    }
    const [found, own] = [run('float32'), run('float64')]
    const wrong: unknown[] = []
    for (const [i, [mean, variance]] of grid.entries()) {
      const { nearMean = 0, nearVariance = 0, ...right } = exact(mean, variance)
      const isLarge = mean * mean > MAX || variance > MAX
      const [foundMean, foundVariance] = [found.values[0][i]!, found.values[1][i]!]
      if (!agrees(foundMean, right.mean, nearMean, false)) wrong.push({ mean, variance, foundMean, right })
      if (!agrees(foundVariance, right.variance, nearVariance, isLarge))
        wrong.push({ mean, variance, foundVariance, right })
      for (const [of, slopes] of found.gradients.entries()) {
        const [slope, rightSlope] = [slopes[i]!, own.gradients[of]![i]!]
        if (!(Math.abs(slope - rightSlope) <= 2e-6 + 1e-4 * Math.abs(rightSlope)) && Math.abs(rightSlope) < 1e17)
          wrong.push({ mean, variance, of, slope, rightSlope })
      }
    }
    expect(wrong.slice(0, 12)).toEqual([])
  },
)
