import type { Schema } from '@thinned/schema'
import { part } from '../checks/parts.ts'

/** What learns from predictions of held-out examples, such as a scaling of @thinned/metrics. */
export interface Calibrator<Batch = never, Fitted = unknown> {
  fit(batch: Batch): Fitted | Promise<Fitted>
}

export const calibrator: Schema<Calibrator> = /* @__PURE__ */ part(
  'a scaling, sets, intervals or another thing to fit, such as temperatureScaling() or conformalSets({ alpha: 0.1 })',
  'fit',
)
