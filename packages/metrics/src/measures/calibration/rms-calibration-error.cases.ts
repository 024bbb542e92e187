import type { MetricCases } from '../../../test/cases.ts'
import { calibrationCases } from '../../../test/family-cases/calibration.ts'
import { rmsCalibrationError } from './rms-calibration-error.ts'

export const cases: MetricCases = calibrationCases(rmsCalibrationError, {
  '': {},
  debiased: { bins: 4, debiased: true },
  'debiased, of classes, equal mass': { bins: 4, of: 'classes', binning: 'mass', debiased: true },
})
