import { foldIn, type Key, normal } from '@thinned/rng'
import type { IntervalBatch } from '../src/batches/intervals.ts'
import type { SampledTargetBatch } from '../src/distributions/sampled-targets.ts'
import type { MetricCase } from './cases.ts'

export const SAMPLES = 4

/** Samples around the targets, some of them equal. */
export function samplesOfTargets(key: Key, n: number, samples: number = SAMPLES): SampledTargetBatch {
  const targets = Array.from(normal(foldIn(key, 'targets'), n), (z) => 100 + 2 * z)
  const around = normal(foldIn(key, 'around'), samples * n)
  return { samples: Array.from(around, (z, i) => targets[i % n]! + Math.round(2 * z)), targets }
}

/** The same, each sample of each example with a variance of its own. */
export function noisyTargets(key: Key, n: number, samples: number = SAMPLES): SampledTargetBatch {
  const batch = samplesOfTargets(key, n, samples)
  return { ...batch, noiseVariance: Array.from(normal(foldIn(key, 'noise'), samples * n), (z) => 0.1 + z * z) }
}

export const refusedSamples: MetricCase<unknown, SampledTargetBatch, unknown>['refused'] = [
  [{ samples: [1, 2, 3], noiseVariance: 1, targets: [1, 2] }, '3 predictions were given as the samples of 2 targets'],
  [{ samples: [], noiseVariance: 1, targets: [1] }, '0 predictions were given as the samples of 1 targets'],
  [{ samples: [1], noiseVariance: 1, targets: [] }, '1 predictions were given as the samples of 0 targets'],
  [{ samples: [Number.NaN], noiseVariance: 1, targets: [1] }, 'Sample 0 is NaN'],
  [{ samples: [1], noiseVariance: 1, targets: [Infinity] }, 'Target 0 is Infinity'],
  [{ samples: [1], noiseVariance: -1, targets: [1] }, 'noiseVariance is -1; a variance is a finite number from 0'],
  [{ samples: [1], noiseVariance: [Number.NaN], targets: [1] }, 'noiseVariance 0 is NaN'],
  [
    { samples: [1, 2, 3, 4], noiseVariance: [1, 2, 3], targets: [1, 2] },
    '3 variances were given as noiseVariance of 4 predictions of 2 examples',
  ],
]

/** Some of them without an end. */
export function intervalBatch(key: Key, n: number, ends: 'finite' | 'some infinite' = 'finite'): IntervalBatch {
  const [targets, low, width] = ['targets', 'low', 'width'].map((name) => normal(foldIn(key, name), n))
  const isOpen = (z: number): boolean => ends === 'some infinite' && z > 2
  return {
    low: Array.from(low!, (z) => (isOpen(z) ? -Infinity : z - 1)),
    high: Array.from(low!, (z, i) => (isOpen(width![i]!) ? Infinity : z - 1 + Math.abs(width![i]!))),
    targets: Array.from(targets!),
  }
}

export const refusedIntervals: MetricCase<unknown, IntervalBatch, unknown>['refused'] = [
  [{ low: [1], high: [2, 3], targets: [1] }, '1 lower and 2 upper ends were given for 1 targets'],
  [{ low: [1], high: [0], targets: [1] }, 'Interval 0 goes from 1 to 0; its lower end comes first'],
  [{ low: [Number.NaN], high: [0], targets: [1] }, 'Interval 0 goes from NaN to 0'],
  [{ low: [Infinity], high: [Infinity], targets: [1] }, 'Interval 0 goes from Infinity to Infinity'],
  [{ low: [0], high: [1], targets: [Number.NaN] }, 'Target 0 is NaN'],
]
