export * from './augment/augment.ts'
export type { Augmentation, Coordinates, ImageSize } from './augment/augmentation.ts'
export * from './augment/augmented-source.ts'
export * from './augment/rotate-images.ts'
export type { Outside } from './augment/sample-image.ts'
export * from './augment/steps/index.ts'
export * from './data-error.ts'
export { type ArrayRole, arrayFault } from './dataset/array-fault.ts'
export * from './dataset/arrays.ts'
export * from './dataset/batches.ts'
export * from './dataset/data-source.ts'
export { type Classified, countExamples, type Dataset, type Values } from './dataset/dataset.ts'
export { fingerprint } from './dataset/fingerprint.ts'
export { type SharedRows, sharedRows } from './dataset/shared-rows.ts'
export * from './dataset/split.ts'
export { take, takeRows } from './dataset/take.ts'
export * from './datasets/characters/character-task.ts'
export * from './datasets/characters/character-windows.ts'
export * from './datasets/characters/tales.ts'
export * from './datasets/characters/vocabulary.ts'
export * from './datasets/digits/digits.ts'
export * from './datasets/drawings/ink-drawings.ts'
export * from './datasets/greenhouse/greenhouse.ts'
export * from './datasets/letters/letters.ts'
export * from './formats/csv/format-csv.ts'
export { type CsvOptions, parseCsv } from './formats/csv/parse-csv.ts'
export type { NpyData } from './formats/elements.ts'
export { imagesFromIdx, parseIdx } from './formats/idx.ts'
export * from './formats/npy/npy.ts'
export * from './formats/npy/npz.ts'
export * from './formats/safetensors.ts'
export * from './generators/index.ts'
export type { Regression } from './generators/kit/regression.ts'
export type { FittedColumn, PreprocessState } from './preprocess/fitted-state.ts'
export * from './preprocess/preprocess.ts'
export * from './preprocess/standardize-arrays.ts'
export type { Step, StepState } from './preprocess/step.ts'
export { type Imputation, type ImputeOptions, impute } from './preprocess/steps/impute.ts'
export { minMax } from './preprocess/steps/min-max.ts'
export { type OneHotOptions, oneHot } from './preprocess/steps/one-hot.ts'
export { standardize } from './preprocess/steps/standardize.ts'
export type { Ambiguous, ColumnType } from './table/read-column.ts'
export {
  type CategoryColumn,
  type Column,
  columnOf,
  dropColumns,
  dropMissingRows,
  type NumberColumn,
  selectColumns,
  splitTable,
  type Table,
  takeTable,
  typesOf,
} from './table/table.ts'
export * from './table/table-dataset.ts'
export { type Cell, type Row, type RowsOptions, tableFromRows } from './table/table-from-rows.ts'
