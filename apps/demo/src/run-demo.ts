import { writeFileSync } from 'node:fs'
import { warningsOf } from '@thinned/diagnosis'
import { key } from '@thinned/rng'
import { sizeOf } from '@thinned/tensor'
import type { DemoData } from './data/demo-data.ts'
import { loadData } from './data/load-data.ts'
import { Interrupted } from './errors.ts'
import { checkWritable, userPath } from './files.ts'
import { viewsOf } from './measures/views.ts'
import { comparisonOf } from './report/comparison.ts'
import { jsonDocument } from './report/json.ts'
import { measureRows, monteCarloSentence, WAYS } from './report/measure-rows.ts'
import { page } from './report/page.ts'
import { progress } from './report/progress.ts'
import { formatTable, HEADS, tableRows, wrap } from './report/table.ts'
import { tableSentences } from './report/table-sentences.ts'
import { evidenceOf, verdictSentence } from './report/verdict.ts'
import { type RunSettings, runSettings, type Settings } from './settings.ts'
import { chooseBackend } from './training/backend.ts'
import { denseNetwork } from './training/dense-network.ts'
import { trainBoth } from './training/train-both.ts'

export interface Output {
  /** The path of the page, as the user wrote it. */
  readonly report: string
  /** Whether to print the JSON document instead of the table. */
  readonly json: boolean
}

/**
 * Trains both networks, prints what dropout did and writes the page.
 *
 * @throws {UsageError} before anything is trained, where the settings, the data or the page's path cannot be used.
 * @throws {Interrupted} after Ctrl-C.
 */
export async function runDemo(options: Settings, { report, json }: Output): Promise<void> {
  const file = userPath(report)
  checkWritable('--report', file)
  const backend = await chooseBackend(options.backend)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new Interrupted()))
  const { stdout, stderr } = process
  const data = await loadData(options, key(options.seed), stop.signal)
  const settings = runSettings(options, data.splits.train.targets.shape[0]!, backend)
  for (const line of opening(settings, data)) stderr.write(`${wrap(line, widthOf(stderr))}\n`)
  const { table: _, ...learning } = data
  const show = progress(stderr, settings.epochs, data.task)
  const { plain, dropout } = await trainBoth(settings, learning, show, stop.signal)
  const views = viewsOf(data, plain, dropout)
  const comparison = comparisonOf(views, plain, dropout)
  const evidence = evidenceOf(data, views, comparison, settings.seed)
  const [verdict, { step }] = [verdictSentence(evidence), evidence]
  const advice = `${verdict} ${step}`
  const rows = tableRows(comparison)
  if (json) stdout.write(`${JSON.stringify(jsonDocument(settings, data, comparison, views, advice), null, 2)}\n`)
  else {
    const tables = [formatTable(HEADS, rows, stdout.columns), formatTable(WAYS, measureRows(views), stdout.columns)]
    for (const text of [tables[0]!, advice, tables[1]!, monteCarloSentence(settings, data.task)])
      stdout.write(`\n${text.startsWith('┌') ? text : wrap(text, widthOf(stdout))}\n`)
  }
  writePage(file, page({ settings, data, plain, dropout, verdict, step, rows, views }))
  if (!json) stdout.write(`\nReport: ${file}\n`)
}

/** What is trained on what: one sentence, one for each decision about a table, and one for each misuse of dropout in the network. */
function opening({ train, keep, epochs, hidden, backend }: RunSettings, data: DemoData): string[] {
  const { train: examples } = data.splits
  const inputs = sizeOf(examples.inputs.shape.slice(1))
  const outputs = data.task === 'classification' ? data.classNames.length : 1
  const widths = [inputs, ...hidden, outputs].join('-')
  const network = `network ${widths}, keep ${keep.join(' ')}, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, ${backend} backend`
  const warnings = warningsOf(denseNetwork(inputs, hidden, outputs, keep), { task: data.task, inputs: examples.inputs })
  return [
    `${train} ${data.example}s of ${data.name}, ${network}`,
    ...(data.table ? tableSentences(data.table) : []),
    ...warnings.map(({ sentence }) => `Warning: ${sentence}`),
  ]
}

function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page)
  } catch (error) {
    throw new Error(`The page "${file}" cannot be written: ${(error as Error).message}.`)
  }
}

/** The columns of a terminal; Infinity elsewhere. */
function widthOf(stream: { readonly columns?: number }): number {
  return stream.columns || Number.POSITIVE_INFINITY
}
