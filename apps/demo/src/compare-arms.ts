import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { best, disposeParams, type Layer } from 'thinned'

/** What one training run measured, by name; the last is what is compared. */
export type Measures = Readonly<Record<string, number>>

/** Trains one network with a seed. `small` asks for a run of seconds, whose numbers mean nothing. */
export type Arm = (seed: number, small: boolean) => Promise<{ readonly model: Layer; readonly measures: Measures }>

export interface Comparison {
  /** What is trained, in a line. */
  readonly title: string
  /** By name; the first is the one that the others are compared with. */
  readonly arms: Readonly<Record<string, Arm>>
  /** How a measure is written; default: two decimals. */
  readonly format?: (value: number, measure: string) => string
}

/**
 * Trains every arm with every seed, prints their measures as mean ± standard deviation, and says in words how the last measure, of which less
 * is better, differs. A run that leaves tensors behind is an error.
 *
 *     --seeds <n>   how many seeds (default 5)
 *     --from <n>    the first of them (default 0)
 *     --small       one seed and little data: does it run?
 */
export async function compareArms(
  { title, arms, format = (value) => value.toFixed(2) }: Comparison,
  args: readonly string[] = process.argv.slice(2),
): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '5' },
      from: { type: 'string', default: '0' },
      small: { type: 'boolean', default: false },
    },
  })
  const [count, from] = [wholeNumber('seeds', values.seeds, 1), wholeNumber('from', values.from, 0)]
  const seeds = Array.from({ length: values.small ? 1 : count }, (_, i) => from + i)
  const results = new Map<string, Measures[]>(Object.keys(arms).map((name) => [name, []]))
  for (const seed of seeds) {
    for (const [name, arm] of Object.entries(arms)) {
      progress(`seed ${seed}: ${name}`)
      results.get(name)!.push(await run(arm, seed, values.small))
    }
  }
  progress('')
  console.log(`${title}\n${tableOf(results, format)}`)
  console.log(
    `${seeds.length === 1 ? `Seed ${from}` : `Seeds ${from} to ${from + seeds.length - 1}, mean ± standard deviation`}.`,
  )
  for (const sentence of sentences(results, format)) console.log(sentence)
}

/** What an arm measures. Training leaves nothing behind but the model, and has kernels of its own for everything. */
async function run(arm: Arm, seed: number, small: boolean): Promise<Measures> {
  const backend = await best()
  const before = backend.memory().buffers
  const { model, measures } = await arm(seed, small)
  disposeParams(model)
  const left = backend.memory().buffers - before
  if (left !== 0) throw new Error(`The run left ${left} buffers behind.`)
  if (backend.fallbacks.size > 0)
    throw new Error(`The reference stood in for ${[...backend.fallbacks.keys()].join(', ')}.`)
  return measures
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} was given "${text}"; it takes an integer from ${least}.`)
  return value
}

function tableOf(results: ReadonlyMap<string, readonly Measures[]>, format: NonNullable<Comparison['format']>): string {
  const names = [...results.keys()]
  const measures = Object.keys(results.get(names[0]!)![0]!)
  const table = new Table({
    head: ['', ...names],
    style: { head: [], border: [] },
    colAligns: ['left', ...names.map(() => 'right' as const)],
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  for (const measure of measures) {
    const cells = names.map((name) =>
      spread(
        results.get(name)!.map((run) => run[measure]!),
        (value) => format(value, measure),
      ),
    )
    table.push([measure, ...cells])
  }
  return table.toString()
}

/** How each further arm's last measure differs from the first's, seed by seed. */
function* sentences(
  results: ReadonlyMap<string, readonly Measures[]>,
  format: NonNullable<Comparison['format']>,
): Generator<string> {
  const [[, base], ...others] = [...results] as [[string, readonly Measures[]], ...[string, readonly Measures[]][]]
  const measure = Object.keys(base[0]!).at(-1)!
  for (const [name, runs] of others) {
    const differences = runs.map((run, i) => run[measure]! - base[i]![measure]!)
    const lower = differences.filter((difference) => difference < 0).length
    const higher = differences.filter((difference) => difference > 0).length
    const change = spread(differences, (value) => format(value, measure))
    const verdict =
      lower === runs.length
        ? `the ${measure} is lower on every seed`
        : higher === runs.length
          ? `the ${measure} is higher on every seed`
          : `no clear difference in the ${measure} (lower on ${lower}, higher on ${higher} of ${runs.length} seeds)`
    yield runs.length === 1
      ? `${capital(name)}: the ${measure} changes by ${change}; one seed tells nothing about a difference.`
      : `${capital(name)}: ${verdict}; it changes by ${change}.`
  }
}

const capital = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`

function spread(values: readonly number[], format: (value: number) => string): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length === 1) return format(mean)
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1)
  return `${format(mean)} ± ${format(Math.sqrt(variance))}`
}

/** A line on a terminal that the next one replaces. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
}
