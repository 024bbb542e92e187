export type {
  Axis,
  Block,
  HeadingBlock,
  Line,
  ListBlock,
  Picture,
  PicturesBlock,
  Plot,
  PlotsBlock,
  Section,
  TableBlock,
  TextBlock,
} from './page/block.ts'
export { type PageOptions, page } from './page.ts'
export { report } from './report.ts'
export { ReportError } from './report-error.ts'
export type { ByName, ReportOptions } from './report-options.ts'
export type { Prediction, ReportTest } from './report-test.ts'
export type { NamedRuns, Run } from './runs.ts'
export { diagnosisSection } from './sections/diagnosis.ts'
