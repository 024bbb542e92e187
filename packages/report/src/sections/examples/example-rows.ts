import type { NdArray } from '@thinned/data'
import type { Block } from '../../page/block.ts'
import { showNumber } from '../../page/numbers.ts'
import { ReportError } from '../../report-error.ts'
import type { CheckedReportTest } from '../../report-test.ts'
import type { Answers } from './answers.ts'

/** More columns nobody reads. */
const MOST_COLUMNS = 12
/** Inputs without names that are more than this are rather pictures, or a text. */
const MOST_INPUTS = 50
const LONGEST_CELL = 40

/** The examples as rows of a table: what is said of them, then their cells, or their inputs where they are few numbers. */
export function exampleRows(test: CheckedReportTest, { heads, all }: Answers): Block[] {
  const cellsOf = test.cells ? (example: number) => checkCells(test.cells!(example), example) : inputCells(test)
  const rows = all.map(({ example, cells }) => ({ example, cells, others: cellsOf(example) }))
  const count = rows[0]?.others.length ?? 0
  const other = rows.find(({ others }) => others.length !== count)
  if (other)
    throw new ReportError(
      `test.cells gave report ${count} cells for example ${rows[0]!.example}, and ${other.others.length} for example ${other.example}; each has as many.`,
      { code: 'mismatch' },
    )
  const columns = namesOf(test, count)
  const table: Block = {
    kind: 'table',
    align: 'text',
    heads: ['example', ...heads, ...columns.slice(0, MOST_COLUMNS)],
    rows: rows.map(({ example, cells, others }) => [
      `${example}`,
      ...[...cells, ...others.slice(0, MOST_COLUMNS)].map(shortened),
    ]),
  }
  if (count <= MOST_COLUMNS) return [table]
  return [table, { kind: 'text', soft: true, text: `Shown are the first ${MOST_COLUMNS} of ${count} columns.` }]
}

/** The inputs [n, columns] as numbers; no cells where they have another shape. */
function inputCells({ data, columnNames }: CheckedReportTest): (example: number) => readonly string[] {
  const { shape, data: values } = data.inputs as Partial<NdArray>
  const width = shape?.[1] ?? 1
  if (!shape || !values || shape.length > 2 || (width > MOST_INPUTS && !columnNames)) return () => []
  return (example) =>
    Array.from(values.subarray(example * width, (example + 1) * width) as ArrayLike<number>, (value) =>
      showNumber(value),
    )
}

function checkCells(cells: unknown, example: number): readonly string[] {
  if (Array.isArray(cells) && cells.every((cell) => typeof cell === 'string')) return cells
  throw new ReportError(
    `test.cells gave report no list of strings for example ${example}; it gives the cells of a row.`,
  )
}

function namesOf({ columnNames }: CheckedReportTest, count: number): readonly string[] {
  if (!columnNames) return Array.from({ length: count }, (_, column) => `column ${column + 1}`)
  if (columnNames.length === count) return columnNames
  throw new ReportError(
    `report was given ${columnNames.length} columnNames, but examples of ${count} cells; there is one name for each.`,
    { code: 'mismatch' },
  )
}

const shortened = (text: string): string => (text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text)
