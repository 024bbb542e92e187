import { MetricsError } from '@thinned/metrics'
import type { Section } from '../page/block.ts'
import { ReportError } from '../report-error.ts'
import type { Reported } from '../reported.ts'
import { blocksOfClasses } from './calibration/of-classes.ts'
import { blocksOfValues } from './calibration/of-values.ts'

/** How far the predictions can be trusted: what they say of themselves against what is right. */
export function calibration({ tested }: Pick<Reported, 'tested'>): Section | undefined {
  if (!tested) return undefined
  try {
    const blocks = tested.task === 'classification' ? blocksOfClasses(tested) : blocksOfValues(tested)
    return { title: 'Calibration and uncertainty', blocks }
  } catch (error) {
    if (!(error instanceof MetricsError)) throw error
    throw new ReportError(`report was given test.predictions that cannot be measured. ${error.message}`, {
      code: 'invalid-data',
      cause: error,
    })
  }
}
