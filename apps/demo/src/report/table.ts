import Table from 'cli-table3'
import type { Comparison, TestedNetwork } from './comparison.ts'
import { errorName, errorText } from './format.ts'

/** A row of the table: its name, the value without dropout, the value with dropout. */
export type Row = readonly [name: string, plain: string, dropout: string]

/** The heads of the columns. */
export const HEADS: Row = ['', 'without dropout', 'with dropout']

/** Both networks side by side, for the terminal and for the page. */
export function tableRows({ task, plain, dropout, epochsToLoss }: Comparison): Row[] {
  const name = errorName(task)
  const row = (name: string, text: (network: TestedNetwork) => string): Row => [name, text(plain), text(dropout)]
  return [
    row(`training ${name}`, ({ trainError }) => errorText(task, trainError, 2)),
    row(`test ${name}`, ({ testError }) => errorText(task, testError, 2)),
    row('gap', ({ gap }) => errorText(task, gap, 2)),
    row('training loss, full network', ({ loss }) => loss.toFixed(4)),
    row('training loss, thinned network', ({ thinnedLoss }) => thinnedLoss.toFixed(4)),
    [
      `epochs to a training loss of ${epochsToLoss.loss.toFixed(3)}`,
      String(epochsToLoss.plain ?? 'never'),
      String(epochsToLoss.dropout ?? 'never'),
    ],
    row('time', ({ seconds }) => `${seconds.toFixed(1)} s`),
    row('backend', ({ backend }) => backend),
  ]
}

/** The narrowest readable column of names. */
const NARROWEST = 12
/** A column of names of so many cells is wide enough for heads in one line. */
const ROOMY = 24

/** Rows of texts under heads, for a terminal of `columns` cells. Names and heads wrap on a narrow one. */
export function formatTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const all = [heads, ...rows]
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]!.length)) + 2)
  const borders = heads.length + 1
  const names = (values: readonly number[]): number => columns - values.reduce((sum, width) => sum + width, borders)
  // Heads of several words break where the names would have too little room.
  const narrow = heads.map(
    (head, column) =>
      Math.max(...head.split(' ').map((word) => word.length), ...rows.map((row) => row[column]!.length)) + 2,
  )
  const values = names(widths.slice(1)) < Math.min(widths[0]!, ROOMY) ? narrow.slice(1) : widths.slice(1)
  const text = new Table({
    head: [...heads],
    style: { head: [], border: [] },
    colAligns: heads.map((_, column) => (column === 0 ? 'left' : 'right')),
    colWidths: [Math.max(NARROWEST, Math.min(widths[0]!, names(values))), ...values],
    wordWrap: true,
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  text.push(...rows.map((row) => [...row]))
  return text.toString()
}

/** Text in lines of at most `columns` characters, broken between words, but not before %. A longer word stands on a separate line. */
export function wrap(text: string, columns: number): string {
  const lines: string[] = []
  for (const word of text.split(/ (?!%)/)) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
