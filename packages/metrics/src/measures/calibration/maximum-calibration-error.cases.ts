import type { MetricCases } from '../../../test/cases.ts'
import { calibrationCases } from '../../../test/family-cases/calibration.ts'
import { maximumCalibrationError } from './maximum-calibration-error.ts'

export const cases: MetricCases = calibrationCases(maximumCalibrationError, {
  '': {},
  'of classes, equal mass': { bins: 4, of: 'classes', binning: 'mass' },
})
