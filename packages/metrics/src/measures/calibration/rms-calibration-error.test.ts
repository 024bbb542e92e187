import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { probabilityBatch } from '../../../test/random-batches.ts'
import { measure } from '../../metric.ts'
import { ece } from './ece.ts'
import { maximumCalibrationError } from './maximum-calibration-error.ts'
import { rmsCalibrationError } from './rms-calibration-error.ts'

test('ECE is never above the RMS error, nor this above the largest', () => {
  for (const over of ['top', 'classes'] as const)
    for (const binning of ['width', 'mass'] as const) {
      const batch = probabilityBatch(3)(key(3), 50)
      const options = { bins: 5, of: over, binning }
      const [mean, square, largest] = [ece, rmsCalibrationError, maximumCalibrationError].map((make) =>
        measure(make(options), batch),
      )
      expect(mean).toBeLessThanOrEqual(square!)
      expect(square).toBeLessThanOrEqual(largest!)
      expect(measure(rmsCalibrationError({ ...options, debiased: true }), batch)).toBeLessThan(square!)
    }
})

test('debiased: bins of one example add 0, and the root is never of less than 0', () => {
  const batch = { probabilities: [0.75, 0.25, 1, 0, 0.5, 0.5], classes: 2, labels: [1, 1, 0] }
  for (const make of [ece, rmsCalibrationError]) {
    expect(measure(make({ bins: 4, binning: 'mass', debiased: true }), batch)).toBe(0)
    expect(measure(make({ bins: 4, binning: 'mass' }), batch)).toBeGreaterThan(0.5)
  }
  const even = { probabilities: [0.5, 0.5, 0.5, 0.5], classes: 2, labels: [0, 1] }
  expect(measure(rmsCalibrationError({ debiased: true }), even)).toBe(0)
  expect(measure(ece({ debiased: true }), even)).toBeLessThan(0)
})
