import { func, integer, type OtherNames, oneOf, optional, type Schema } from '@thinned/schema'
import { backend, count, moment, runKey, signal } from '../checks/parts.ts'
import type { PassProgress } from '../evaluate/score-batches.ts'
import { aboveZero } from '../options.ts'
import { FEWEST } from './decisions.ts'
import type { ClassOptions } from './predict-classes.ts'
import { noise } from './values/noise.ts'
import { level, targetScaler, type ValueOptions } from './values/value-options.ts'

type SamplingField = Exclude<keyof (ClassOptions & ValueOptions), 'everySample' | 'classNames'>

/** How the options of a prediction are read that `predict` and `calibrate` share. */
export const samplingFields: Readonly<Record<SamplingField, Schema>> = {
  samples: optional(integer({ from: 0 })),
  tolerance: optional(aboveZero),
  maxSamples: optional(integer({ from: FEWEST })),
  key: optional(runKey),
  moment: optional(moment),
  share: optional(oneOf('batch')),
  batchSize: optional(count),
  backend: optional(backend),
  signal: optional(signal),
  onProgress: optional(func<(progress: PassProgress) => void>()),
  task: optional(oneOf('classification', 'binary', 'regression')),
  noise: optional(noise),
  targetScaler: optional(targetScaler),
  level: optional(level),
}

/** What others call them. */
export const samplingNames: OtherNames = {
  seed: 'key: key(7)',
  verbose: 'onProgress',
  device: 'backend',
  mode: 'samples',
  tau: 'noise: { precision }',
  precision: 'noise: { precision }',
  'noise.tau': 'precision',
  'noise.variance': 'precision (1 / variance)',
  'noise.sigma': 'deviation',
  'noise.std': 'deviation',
  noiseVariance: 'noise: { precision: 1 / variance }',
  scaler: 'targetScaler',
  alpha: 'level (1 − alpha)',
  confidence: 'level',
}
