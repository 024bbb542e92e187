import { type Column, DataError, type NdArray, type Table } from '@thinned/data'
import type { Key } from '@thinned/rng'
import { UsageError } from '../../errors.ts'
import type { TableSettings } from '../../settings.ts'
import type { ClassData, DemoData, LeftOut, NumberData, TableFacts } from '../demo-data.ts'
import { MOST_CATEGORIES, withFrequentCategories } from './frequent.ts'
import { inputsOf, isFar, type PartRows, scaleOf, tooFar } from './inputs.ts'
import { constancy, uselessness } from './left-out.ts'
import { readTable } from './read-table.ts'
import { splitTableRows } from './split-rows.ts'
import { readTarget, type Target } from './target.ts'
import { cellOf, listed, NUMBERS_TAKE, numberWithCommas, quoted } from './text.ts'

/**
 * A CSV file as the data of a run. What says nothing about the target is left out; `limit` is the most training rows.
 *
 * @throws {UsageError} where nothing can be learned from it, in a sentence that says what to do.
 */
export async function loadTable(settings: TableSettings, limit: number | undefined, key: Key): Promise<DemoData> {
  const { csv, target: name, task, drop, missing } = settings
  const table = await readTable(csv, missing)
  checkDrop(table, drop, name)
  const target = readTarget(table, name, task)
  const parts = splitTableRows(target, limit, key)
  const rowsOf = (part: keyof PartRows): number[] => Array.from(parts[part], (position) => target.rows[position]!)
  const rows = { train: rowsOf('train'), validation: rowsOf('validation'), test: rowsOf('test') }
  const { features, leftOut } = chooseFeatures(table, { name, drop, train: rows.train })
  const crowded = features.filter((each) => each.kind === 'category' && each.categories.length > MOST_CATEGORIES)
  const columns = features.map((each) => (each.kind === 'category' ? withFrequentCategories(each, rows.train) : each))
  const facts: TableFacts = {
    target: name,
    rows: table.rows,
    columns: features.map((each) => each.name),
    dropped: drop,
    leftOut,
    notes: [
      ...target.notes,
      ...features.flatMap(commaNotes),
      ...crowded.map(
        (each) => `Of ${quoted(each.name)}, the ${MOST_CATEGORIES} most frequent texts count; all others are one.`,
      ),
    ],
    testCells: (row) => features.map((column) => cellOf(column, rows.test[row]!)),
  }
  try {
    const inputs = inputsOf({ ...table, columns }, rows)
    return { name: csv, example: 'row', table: facts, ...dataOf(settings, target, parts, inputs) }
  } catch (error) {
    throw error instanceof DataError ? new UsageError(error.message) : error
  }
}

function commaNotes(column: Column): string[] {
  const text = column.kind === 'category' ? numberWithCommas(column) : undefined
  if (text === undefined) return []
  return [
    `${quoted(column.name)} holds numbers with commas, such as ${quoted(text)}, which are taken for texts; ${NUMBERS_TAKE}.`,
  ]
}

function checkDrop(table: Table, drop: readonly string[], target: string): void {
  const names = new Set(table.columns.map(({ name }) => name))
  const unknown = drop.find((name) => !names.has(name))
  if (unknown !== undefined)
    throw new UsageError(`--drop was given ${quoted(unknown)}; ${table.name} has the columns ${listed([...names])}.`)
  if (drop.includes(target))
    throw new UsageError(`--drop was given ${quoted(target)}, which is the target; leave it out of --drop.`)
}

function chooseFeatures(
  table: Table,
  {
    name,
    drop,
    train,
  }: {
    readonly name: string
    readonly drop: readonly string[]
    readonly train: readonly number[]
  },
): { readonly features: readonly Column[]; readonly leftOut: readonly LeftOut[] } {
  const all = Array.from({ length: table.rows }, (_, row) => row)
  const features: Column[] = []
  const leftOut: LeftOut[] = []
  for (const column of table.columns) {
    if (column.name === name || drop.includes(column.name)) continue
    const reason = uselessness(column, all) ?? constancy(column, train, 'training row')
    if (reason === undefined) features.push(column)
    else leftOut.push({ column: column.name, reason })
  }
  if (features.length > 0) return { features, leftOut }
  const reasons = leftOut.slice(0, 5).map(({ column, reason }) => `${quoted(column)} ${reason}`)
  throw new UsageError(
    `${table.name} has no column to predict ${quoted(name)} from${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}. Give a table with columns that say something about it.`,
  )
}

type Part = keyof PartRows

/** The examples of the three parts, and what the task is. */
function dataOf(
  { csv, target: name }: TableSettings,
  { values, rows }: Target,
  parts: Readonly<Record<Part, Uint32Array>>,
  inputs: Readonly<Record<Part, NdArray<Float32Array>>>,
): Pick<ClassData, 'task' | 'classNames' | 'splits'> | Pick<NumberData, 'task' | 'scale' | 'splits'> {
  if (values.task === 'classification') {
    const { labels, classNames } = values
    const examples = (part: Part) => ({
      name: csv,
      inputs: inputs[part],
      targets: { data: Int32Array.from(parts[part], (position) => labels[position]!), shape: [parts[part].length] },
      classes: classNames.length,
      classNames,
    })
    const splits = { train: examples('train'), validation: examples('validation'), test: examples('test') }
    return { task: 'classification', classNames, splits }
  }
  const { numbers } = values
  const scale = scaleOf(Float64Array.from(parts.train, (position) => numbers[position]!))
  if (scale.scale === 0)
    throw new UsageError(
      'The target is the same number in all training rows, so there is nothing to learn; give more rows.',
    )
  const far = numbers.findIndex((value) => isFar(value, scale))
  if (far >= 0) throw tooFar(name, numbers[far]!, rows[far]!, scale)
  const examples = (part: Part) => ({
    name: csv,
    inputs: inputs[part],
    targets: {
      data: Float32Array.from(parts[part], (position) => (numbers[position]! - scale.mean) / scale.scale),
      shape: [parts[part].length, 1],
    },
  })
  const splits = { train: examples('train'), validation: examples('validation'), test: examples('test') }
  return { task: 'regression', scale, splits }
}
