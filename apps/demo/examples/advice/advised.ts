import { adam, diagnosis, fit, key } from 'thinned'
import type { Run } from './runs.ts'

/** A run with what was said of it. */
export interface Advised {
  readonly run: Run
  /** The error, or the loss of a regression, on the training and on the validation data. */
  readonly measured: readonly [training: number, validation: number]
  readonly findings: readonly diagnosis.Finding[]
  readonly keeps: diagnosis.KeepSuggestions
}

/** Trains, and asks `advise` and `suggestKeep`. */
export async function advised(run: Run): Promise<Advised> {
  const { train, validation, model, epochs } = run
  const isRegression = train.targets.data instanceof Float32Array
  const keeps = diagnosis.suggestKeep(model)
  const result = await fit(model, {
    data: { train, validation },
    loss: isRegression ? 'mse' : 'crossEntropy',
    epochs,
    batchSize: 50,
    optimizer: adam({ learningRate: 0.01 }),
    key: key(42),
  })
  const { loss, error, validationLoss, validationError } = result.history.at(-1)!
  const { findings } = diagnosis.advise(result, { validationExamples: validation.targets.shape[0]!, model })
  return { run, measured: isRegression ? [loss, validationLoss!] : [error, validationError!], findings, keeps }
}

/** A row of the table: the run, what was measured, what is right, what was said, and the keeps. */
export function rowOf({ run, measured, findings, keeps }: Advised): readonly string[] {
  const isRegression = run.train.targets.data instanceof Float32Array
  const numbers = measured.map((value) => (isRegression ? value.toFixed(2) : `${(100 * value).toFixed(1)} %`))
  return [
    run.name,
    numbers.join(' → '),
    run.expected,
    findings.map(({ kind, sure }) => `\`${kind}\` (${sure})`).join(', '),
    keeps.layers.flatMap(({ place, keep }) => (place === 'before' ? keep : [])).join(' '),
  ]
}

export const HEADS = ['run', 'training → validation', 'expected', '`advise`', '`suggestKeep`'] as const

/** Rows as Markdown, in columns. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const widths = HEADS.map((head, column) =>
    Math.max(...[HEADS, ...rows].map((row) => row[column]!.length), head.length),
  )
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  return [line(HEADS), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n')
}
