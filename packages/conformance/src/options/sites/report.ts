import * as reports from '@thinned/report'
import type { Inside, Sites } from '../sites.ts'

const record = { epoch: 0, runningLoss: 1, measuredExamples: 0, keep: {}, seconds: 1, examplesPerSecond: 1 }

export const sites: Sites = {
  report: (options) => reports.report({ history: [record] }, options),
}

export const inside: Inside = {}
