import { documentOf } from './page/document.ts'
import { readTested } from './predictions/tested.ts'
import { type ReportOptions, readReportOptions } from './report-options.ts'
import type { Reported, SectionBuilder } from './reported.ts'
import { type NamedRuns, type Run, readRuns } from './runs.ts'
import { advice } from './sections/advice.ts'
import { calibration } from './sections/calibration.ts'
import { curves } from './sections/curves.ts'
import { diagnosis } from './sections/diagnosis.ts'
import { settings } from './sections/settings.ts'
import { uncertainExamples } from './sections/uncertain-examples.ts'

/** The sections before the caller's own, in the order in which they are read. */
const builders: readonly SectionBuilder[] = [advice, curves, calibration, uncertainExamples, diagnosis]

/**
 * A run, or up to four by name, as one HTML page, in Node and in browsers: learning curves, and what the options add. The page needs no other file and runs no
 * script, and it is a pure function of what is given: the same bytes each time.
 *
 * @throws {ReportError} on what is no run, on a run without epochs, and on options that do not fit.
 * @example
 * ```ts
 * import { report } from '@thinned/report'
 *
 * const record = { epoch: 0, runningLoss: 0.7, thinnedLoss: 0.6, loss: 0.5, error: 0.1, accuracy: 0.9, measuredExamples: 500 }
 * const html = report({ history: [{ ...record, keep: {}, seconds: 1, examplesPerSecond: 500 }] }, { title: 'Digits & dropout' })
 * console.log(html.slice(0, 15), html.includes('<title>Digits &#38; dropout</title>')) // <!doctype html> true
 * ```
 */
export function report(run: Run | NamedRuns, options: ReportOptions = {}): string {
  const { title, lead, sections, ...others } = readReportOptions(options)
  const runs = readRuns(run)
  const names = runs.map(({ name }) => name)
  const tested = others.test && readTested(others.test, names)
  const reported: Reported = { title, lead, sections, ...others, runs, tested }
  const built = builders.flatMap((build) => build(reported) ?? [])
  const last = settings(reported)
  return documentOf({ title, lead, sections: [...built, ...sections, ...(last ? [last] : [])] })
}
