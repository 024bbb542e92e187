import type { Dataset } from '@thinned/data'
import {
  type Fields,
  func,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  type Schema,
  text,
  value,
  withDefault,
} from '@thinned/schema'
import type { ClassPrediction, FullClassPrediction, FullValuePrediction, ValuePrediction } from '@thinned/train'
import type { ByName } from './report-options.ts'

/** What `predict` gives: of classes or of values, of the full network or of samples. */
export type Prediction = ClassPrediction | FullClassPrediction | ValuePrediction | FullValuePrediction

/** Examples that the network was not trained on, and what it says of them. */
export interface ReportTest {
  readonly data: Dataset
  /**
   * What `predict` gave for the inputs of `data`, or up to four by name. The name of a run gives its color. One alone, of samples, has what the full
   * network says beside it.
   */
  readonly predictions: ByName<Prediction>
  /** The names of the classes, in their order. Default: those of `data`, or the numbers. */
  readonly classNames?: readonly string[] | undefined
  /** The names of the columns of a table: of its `cells`, or of the inputs. */
  readonly columnNames?: readonly string[] | undefined
  /** The cells of an example as they are to be shown, such as those of the file that it came from; examples count from 0. */
  readonly cells?: ((example: number) => readonly string[]) | undefined
  /**
   * The size of the inputs as pictures; `channels` is 1 by default. Inputs [n, height, width] and [n, height, width, 1 or 3] are pictures without it, unless there are
   * `cells` or `columnNames`.
   */
  readonly image?: { readonly height: number; readonly width: number; readonly channels?: 1 | 3 } | undefined
  /** How many examples are shown, from 1. Default 12. */
  readonly shown?: number | undefined
  /** Of a standardized target: predictions and targets are shown as value · scale + mean. */
  readonly scale?: { readonly mean: number; readonly scale: number } | undefined
}

/** The test, with its defaults. */
export type CheckedReportTest = ReportTest & { readonly shown: number }

const anObject = <T>(takes: string): Schema<T> => value<T>(takes, (given) => Object(given) === given)
const factor = /* @__PURE__ */ value<number>(
  'a finite number other than 0',
  (given) => Number.isFinite(given) && given !== 0,
)
const side = /* @__PURE__ */ integer({ from: 1 })

/** How to read it. */
export const reportTest: Schema<CheckedReportTest> = /* @__PURE__ */ object({
  data: anObject<Dataset>('a data set, { inputs, targets }'),
  predictions: anObject<ByName<Prediction>>('what await predict(…) gives, or one for each name'),
  classNames: optional(list(text)),
  columnNames: optional(list(text)),
  cells: optional(func<(example: number) => readonly string[]>('a function (example) => texts')),
  image: optional(object({ height: side, width: side, channels: withDefault<1 | 3>(oneOf(1, 3), 1) })),
  shown: withDefault(side, 12),
  scale: optional(object({ mean: number(), scale: factor })),
} satisfies Fields<ReportTest, 'shown'>)
