import { type Fields, withDefault } from '@thinned/schema'
import { fromOne, searchOptions } from '../checks.ts'
import type { JsonObject, JsonValue } from '../json.ts'
import type { TrialRecord } from '../trials/trial-record.ts'

export interface FormatTrialsOptions {
  /** How many trials the table shows, from 1. Default 10. */
  readonly rows?: number
}

const read = searchOptions('formatTrials', { rows: withDefault(fromOne, 10) } satisfies Fields<FormatTrialsOptions>)

/**
 * A table of trials, such as the ranking of a result: rank, value, budget and settings. Numbers have four digits. Columns that are the same in
 * all of several trials are left out.
 *
 * @example
 * ```ts
 * import { formatTrials } from '@thinned/search'
 *
 * const trial = { round: 0, index: 0, budget: 1, settings: { keep: 0.8 }, value: 1 / 3, seconds: 1 }
 * console.log(formatTrials([trial])) // rank   value  keep
 * //    1  0.3333   0.8
 * ```
 */
export function formatTrials(trials: readonly TrialRecord<JsonObject>[], options: FormatTrialsOptions = {}): string {
  const { rows } = read(options)
  const names = Object.keys(trials[0]?.settings ?? {}).filter(
    (name) => trials.length === 1 || new Set(trials.map(({ settings }) => JSON.stringify(settings[name]))).size > 1,
  )
  const varied = trials.some(({ budget }) => budget !== trials[0]!.budget)
  const table = [
    ['rank', 'value', ...(varied ? ['budget'] : []), ...names],
    ...trials
      .slice(0, rows)
      .map(({ value, error, budget, settings }, i) => [
        String(i + 1),
        error === undefined ? formatValue(value!) : 'failed',
        ...(varied ? [formatValue(budget)] : []),
        ...names.map((name) => formatValue(settings[name]!)),
      ]),
  ]
  const widths = table[0]!.map((_, column) => table.reduce((width, row) => Math.max(width, row[column]!.length), 0))
  return table.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  ')).join('\n')
}

/** A value as text: a number with four significant digits, other values as JSON, strings without quotes. */
export function formatValue(value: JsonValue): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(4)))
  return typeof value === 'string' ? value : JSON.stringify(value)
}
