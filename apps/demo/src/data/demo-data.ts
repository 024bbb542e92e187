import type { Classified, Dataset } from '@thinned/data'

/** What the networks learn: one of several classes, or a number. */
export type TaskName = 'classification' | 'regression'

export interface Splits {
  readonly train: Dataset
  readonly validation: Dataset
  readonly test: Dataset
}

export interface ClassSplits extends Splits {
  readonly train: Classified
  readonly validation: Classified
  readonly test: Classified
}

/** How targets were standardized: target = standardized · scale + mean. */
export interface TargetScale {
  readonly mean: number
  readonly scale: number
}

/** A column that the networks do not see, and why. */
export interface LeftOut {
  readonly column: string
  /** The end of a sentence that begins with the column. */
  readonly reason: string
}

/** What became of a table. */
export interface TableFacts {
  readonly target: string
  /** The rows of the file. */
  readonly rows: number
  /** The columns of the inputs, before categories become several. */
  readonly columns: readonly string[]
  /** The columns that the user left out. */
  readonly dropped: readonly string[]
  readonly leftOut: readonly LeftOut[]
  /** What else was decided on the user's behalf, as sentences. */
  readonly notes: readonly string[]
  /** The cells of a row of the test part as texts, in the order of `columns`; '' where a value is missing. */
  testCells(row: number): readonly string[]
}

interface Data {
  /** What to call the data in sentences: MNIST, or the file. */
  readonly name: string
  /** What one example is. */
  readonly example: 'image' | 'row'
  /** Absent for images. */
  readonly table?: TableFacts
}

export interface ClassData extends Data {
  readonly task: 'classification'
  readonly classNames: readonly string[]
  readonly splits: ClassSplits
}

export interface NumberData extends Data {
  readonly task: 'regression'
  /** Of the training rows. Targets of the splits are standardized; errors are reported in the target's own units. */
  readonly scale: TargetScale
  readonly splits: Splits
}

/** The data of a run. */
export type DemoData = ClassData | NumberData

/** What a training thread needs of the data. */
export type LearningData = Omit<ClassData, 'table'> | Omit<NumberData, 'table'>

/** How many examples to keep for validation beside `train` training examples: a tenth, 1,000 to 10,000. */
export function validationSize(train: number): number {
  return Math.min(Math.max(1000, Math.round(train / 10)), 10_000)
}
