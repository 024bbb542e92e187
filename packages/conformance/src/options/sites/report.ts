import { twoMoons } from '@thinned/data'
import { init, linear } from '@thinned/nn'
import * as reports from '@thinned/report'
import { key } from '@thinned/rng'
import { predict } from '@thinned/train'
import type { Inside, Sites } from '../sites.ts'

const record = { epoch: 0, runningLoss: 1, measuredExamples: 0, keep: {}, seconds: 1, examplesPerSecond: 1 }

const data = twoMoons({ size: 2, key: key(1) })
const model = linear(2, 2)
init(model, key(2))
const predictions = await predict(model, data.inputs)

const reportOf = (options: reports.ReportOptions): unknown => reports.report({ history: [record] }, options)

export const sites: Sites = {
  report: reportOf,
  page: reports.page as (options: object) => unknown,
  'report.test': (part: object) => reportOf({ test: { data, predictions, ...part } }),
  'report.test.image': (image: object) => reportOf({ test: { data, predictions, image: image as never } }),
  'report.test.scale': (scale: object) => reportOf({ test: { data, predictions, scale: scale as never } }),
}

export const inside: Inside = {
  'report.test': 'ReportTest',
  'report.test.image': ['height', 'width', 'channels'],
  'report.test.scale': ['mean', 'scale'],
}
