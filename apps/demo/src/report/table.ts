import Table from 'cli-table3'
import type { TrainedNetwork } from '../training/train-network.ts'
import type { Comparison } from './comparison.ts'
import { errorName, errorText } from './format.ts'

/** A row of the table: its name, the value without dropout, the value with dropout. */
export type Row = readonly [name: string, plain: string, dropout: string]

/** The heads of the columns. */
export const HEADS: Row = ['', 'without dropout', 'with dropout']

/** Both networks side by side, for the terminal and for the page. */
export function tableRows({ task, plain, dropout, epochsToLoss }: Comparison): Row[] {
  const name = errorName(task)
  const row = (name: string, text: (network: TrainedNetwork) => string): Row => [name, text(plain), text(dropout)]
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

/** The rows for a terminal of `columns` cells. Names wrap on a narrow one. */
export function formatTable(rows: readonly Row[], columns: number = Number.POSITIVE_INFINITY): string {
  const widest = (column: number): number => Math.max(...[HEADS, ...rows].map((row) => row[column]!.length)) + 2
  const [names, plain, dropout] = [widest(0), widest(1), widest(2)]
  const left = columns - plain - dropout - 4
  const text = new Table({
    head: [...HEADS],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right'],
    colWidths: [Math.max(NARROWEST, Math.min(names, left)), plain, dropout],
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
