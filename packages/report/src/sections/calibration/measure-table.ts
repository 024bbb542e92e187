import type { TableBlock } from '../../page/block.ts'
import { NONE } from '../../page/numbers.ts'
import type { Predicted } from '../../predictions/tested.ts'

/** A row of a table of measures: its name, and how it is shown. */
export type MeasureRow<M> = readonly [name: string, show: (measures: M) => string]

/** A column for each named prediction; dashes where nothing of it could be measured. */
export function measureTable<M extends Predicted<unknown>>(
  all: readonly Predicted<unknown>[],
  measured: readonly M[],
  rows: readonly MeasureRow<M>[],
  count: number,
): TableBlock {
  return {
    kind: 'table',
    heads: [count === 1 ? 'one test example' : `${count} test examples`, ...all.map(({ name }) => name || 'measured')],
    rows: rows.map(([head, show]) => [
      head,
      ...all.map(({ name }) => {
        const measures = measured.find((each) => each.name === name)
        return measures ? show(measures) : NONE
      }),
    ]),
  }
}
