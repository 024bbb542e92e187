import type { Section } from './page/block.ts'
import type { Tested } from './predictions/tested.ts'
import type { CheckedReportOptions } from './report-options.ts'
import type { NamedRun } from './runs.ts'

/** What sections are made of: the runs and the options. */
export interface Reported extends CheckedReportOptions {
  readonly runs: readonly NamedRun[]
  /** The predictions of the test. */
  readonly tested: Tested | undefined
}

/** A section, or undefined where there is nothing to show. */
export type SectionBuilder = (reported: Reported) => Section | undefined
