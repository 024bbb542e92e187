import { type ParseArgsConfig, parseArgs } from 'node:util'
import Table from 'cli-table3'
import { best, diagnosis, type Layer, nn } from 'thinned'

/** The scores of one training run, by name. The last one is compared. */
export type Scores = Readonly<Record<string, number>>

/** Trains one network with a seed. `small` asks for a run of seconds, whose numbers mean nothing. */
export type Training = (seed: number, small: boolean) => Promise<Trained>

export interface Trained {
  readonly model: Layer
  readonly scores: Scores
  /** Default: classification. */
  readonly task?: 'classification' | 'regression'
}

export interface ComparisonOptions {
  /** The task, in a line. */
  readonly title: string
  /** The networks by name. The others are compared with the first. */
  readonly networks: Readonly<Record<string, Training>>
  /** How to print a score. Default: two decimals. */
  readonly format?: (value: number, score: string) => string
  /** Arguments that the example reads itself. */
  readonly further?: ParseArgsConfig['options']
}

/**
 * Trains every network with every seed, prints the scores as mean ± standard deviation, and says in words how the last score (lower is
 * better) differs. A run that leaks tensors is an error, and so is a network that misuses dropout. Resolves to the scores of each network, seed by seed.
 *
 *     --seeds <n>   how many seeds (default 5)
 *     --from <n>    the first seed (default 0)
 *     --small       one seed and little data: a smoke test
 */
export async function compareNetworks(
  { title, networks, format = (value) => value.toFixed(2), further = {} }: ComparisonOptions,
  args: readonly string[] = process.argv.slice(2),
): Promise<ReadonlyMap<string, readonly Scores[]>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...further,
      seeds: { type: 'string', default: '5' },
      from: { type: 'string', default: '0' },
      small: { type: 'boolean', default: false },
    } as const satisfies ParseArgsConfig['options'],
  })
  const [count, from] = [parseInteger('seeds', values.seeds, 1), parseInteger('from', values.from, 0)]
  const seeds = Array.from({ length: values.small ? 1 : count }, (_, i) => from + i)
  const results = new Map<string, Scores[]>(Object.keys(networks).map((name) => [name, []]))
  for (const seed of seeds) {
    for (const [name, training] of Object.entries(networks)) {
      showProgress(`seed ${seed}: ${name}`)
      results.get(name)!.push(await run(training, seed, values.small))
    }
  }
  showProgress('')
  console.log(`${title}\n${tableOf(results, format)}`)
  console.log(
    `${seeds.length === 1 ? `Seed ${from}` : `Seeds ${from} to ${from + seeds.length - 1}, mean ± standard deviation`}.`,
  )
  for (const sentence of sentences(results, format)) console.log(sentence)
  return results
}

/** The scores of a training, which must leave no tensors but those of the model, raise no warning, and not fall back to the reference. */
async function run(training: Training, seed: number, small: boolean): Promise<Scores> {
  const backend = await best()
  const before = backend.memory().buffers
  const { model, scores, task = 'classification' } = await training(seed, small)
  const warnings = diagnosis.warningsOf(model, { task })
  nn.disposeParams(model)
  const leaked = backend.memory().buffers - before
  if (leaked !== 0) throw new Error(`The run leaked ${leaked} buffers.`)
  if (warnings.length > 0) throw new Error(`The network misuses dropout: ${warnings[0]!.sentence}`)
  if (backend.fallbacks.size > 0)
    throw new Error(`The run fell back to the reference for ${[...backend.fallbacks.keys()].join(', ')}.`)
  return scores
}

function parseInteger(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} was given "${text}"; it takes an integer from ${least}.`)
  return value
}

function tableOf(
  results: ReadonlyMap<string, readonly Scores[]>,
  format: NonNullable<ComparisonOptions['format']>,
): string {
  const names = [...results.keys()]
  const scores = Object.keys(results.get(names[0]!)![0]!)
  const table = new Table({
    head: ['', ...names],
    style: { head: [], border: [] },
    colAligns: ['left', ...names.map(() => 'right' as const)],
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  for (const score of scores) {
    const cells = names.map((name) =>
      spread(
        results.get(name)!.map((run) => run[score]!),
        (value) => format(value, score),
      ),
    )
    table.push([score, ...cells])
  }
  return table.toString()
}

/** How the last score of each further network differs from the first, seed by seed. */
function* sentences(
  results: ReadonlyMap<string, readonly Scores[]>,
  format: NonNullable<ComparisonOptions['format']>,
): Generator<string> {
  const [[, base], ...others] = [...results] as [[string, readonly Scores[]], ...[string, readonly Scores[]][]]
  const score = Object.keys(base[0]!).at(-1)!
  for (const [name, runs] of others) {
    const differences = runs.map((run, i) => run[score]! - base[i]![score]!)
    const lower = differences.filter((difference) => difference < 0).length
    const higher = differences.filter((difference) => difference > 0).length
    const change = spread(differences, (value) => format(value, score))
    const verdict =
      lower === runs.length
        ? `the ${score} is lower on every seed`
        : higher === runs.length
          ? `the ${score} is higher on every seed`
          : `no clear difference in the ${score} (lower on ${lower}, higher on ${higher} of ${runs.length} seeds)`
    yield runs.length === 1
      ? `${capital(name)}: the ${score} changes by ${change}; one seed tells nothing about a difference.`
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

/** Shows a line on a terminal; the next one replaces it. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
}
