import type { MetricCases } from '../../../test/cases.ts'
import { calibrationCases } from '../../../test/family-cases/calibration.ts'
import { ece } from './ece.ts'

export const cases: MetricCases = {
  ...calibrationCases(ece, {
    'with 15 bins': {},
    'of classes': { bins: 4, of: 'classes' },
    'equal mass': { bins: 4, binning: 'mass' },
    'of classes, equal mass': { bins: 4, of: 'classes', binning: 'mass' },
    debiased: { bins: 4, debiased: true },
    'debiased, of classes, equal mass': { bins: 4, of: 'classes', binning: 'mass', debiased: true },
  }),
  ...calibrationCases(ece, { 'with 4 bins': { bins: 4 } }, 2),
}
