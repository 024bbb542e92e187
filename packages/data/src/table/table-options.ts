import { either, list, type OtherNames, oneOf, optional, record, type Schema, text } from '@thinned/schema'
import type { ColumnType } from './read-column.ts'

/** What columns hold, by name. */
export const columnTypes: Schema<Readonly<Record<string, ColumnType>>> = /* @__PURE__ */ record(
  // A column whose type is undefined has none.
  /* @__PURE__ */ optional(
    /* @__PURE__ */ either<ColumnType>(
      /* @__PURE__ */ oneOf('number', 'category'),
      /* @__PURE__ */ list(text, 'a list of categories'),
    ),
  ) as Schema<ColumnType>,
  "types by the names of columns, such as { zip: 'category' }",
)

/** What other libraries call the options of a function that reads a table. */
export const readerNames: OtherNames = {
  sep: 'delimiter',
  separator: 'delimiter',
  columns: 'names',
  header: 'names, where the first row is data',
  headers: 'names, where the first row is data',
  hasHeader: 'names, where the first row is data',
  dtype: 'types',
  dtypes: 'types',
  dynamicTyping: 'types',
  columnTypes: 'types',
  na: 'missing',
  naValues: 'missing',
  na_values: 'missing',
  nullValues: 'missing',
  usecols: 'none: selectColumns(table, names) selects columns',
  encoding: 'none: files are UTF-8',
}

/** What other libraries call the options of a function that makes a data set of a table. */
export const datasetNames: OtherNames = {
  y: 'target',
  label: 'target',
  labels: 'target',
  output: 'target',
  x: 'features',
  inputs: 'features',
  columns: 'features',
  drop: 'features, the columns to keep, or dropColumns(table, names)',
  exclude: 'features, the columns to keep, or dropColumns(table, names)',
  shuffle: 'none: rows keep their order, which splitDataset and fit shuffle',
}
