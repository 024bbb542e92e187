import Table from 'cli-table3'
import { heads, type Row } from './rows.ts'

/** The narrowest column of names that is still worth reading. */
const NARROWEST = 12

/** The rows for a terminal of `columns` cells; names are wrapped where it is narrow. */
export function table(rows: readonly Row[], columns: number = Number.POSITIVE_INFINITY): string {
  const widest = (column: number): number => Math.max(...[heads, ...rows].map((row) => row[column]!.length)) + 2
  const [names, plain, dropout] = [widest(0), widest(1), widest(2)]
  const left = columns - plain - dropout - 4
  const text = new Table({
    head: [...heads],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'right'],
    colWidths: [Math.max(NARROWEST, Math.min(names, left)), plain, dropout],
    wordWrap: true,
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  text.push(...rows.map((row) => [...row]))
  return text.toString()
}
