import type { TableBlock } from '../../page/block.ts'
import type { Predicted } from '../../predictions/tested.ts'

/** A row of a table of measures: its name, and how it is shown. */
export type MeasureRow<M> = readonly [name: string, show: (measures: M) => string]

/** A column for each named prediction; dashes where nothing of it could be measured. */
export function measureTable<M extends Predicted<unknown>>(
  all: readonly Predicted<unknown>[],
  measured: readonly M[],
  rows: readonly MeasureRow<M>[],
): TableBlock {
  return {
    kind: 'table',
    heads: ['on the test examples', ...all.map(({ name }) => name || 'measured')],
    rows: rows.map(([head, show]) => [
      head,
      ...all.map(({ name }) => {
        const measures = measured.find((each) => each.name === name)
        return measures ? show(measures) : '–'
      }),
    ]),
  }
}

/** How many predictions are left out, by name. */
export function nanSentences(all: readonly Predicted<unknown>[], count: number): string[] {
  return all.flatMap(({ name, left }) => {
    if (left === 0) return []
    const lead = name ? `${name}: ` : ''
    return left === count
      ? `${lead}no prediction is a finite number, so nothing can be measured.`
      : `${lead}${left} of ${count} predictions are not finite (NaN); they are left out here.`
  })
}
