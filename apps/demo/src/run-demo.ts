import { writeFileSync } from 'node:fs'
import { key } from '@thinned/rng'
import { sizeOf } from '@thinned/tensor'
import { Interrupted } from './errors.ts'
import { checkWritable, userPath } from './files.ts'
import { loadData, type Splits } from './load-data.ts'
import { advise, comparisonOf, evidenceOf, jsonDocument } from './report/comparison.ts'
import { html } from './report/html.ts'
import { progress } from './report/progress.ts'
import { formatTable, tableRows, wrap } from './report/table.ts'
import type { RunSettings, Settings } from './settings.ts'
import { chooseBackend } from './training/backend.ts'
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
  const settings: RunSettings = { ...options, backend: await chooseBackend(options.backend) }
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new Interrupted()))
  const { stdout, stderr } = process
  const splits = await loadData(settings, key(settings.seed), stop.signal)
  stderr.write(`${wrap(headline(settings, splits), widthOf(stderr))}\n`)
  const { plain, dropout } = await trainBoth(settings, splits, progress(stderr, settings.epochs), stop.signal)
  const comparison = comparisonOf(plain, dropout)
  const advice = advise(evidenceOf(plain, dropout, splits.test))
  const rows = tableRows(comparison)
  if (json) stdout.write(`${JSON.stringify(jsonDocument(settings, comparison, advice), null, 2)}\n`)
  else stdout.write(`\n${formatTable(rows, stdout.columns)}\n\n${wrap(advice, widthOf(stdout))}\n`)
  writePage(file, html({ settings, data: splits.train.name, plain, dropout, advice, rows }))
  if (!json) stdout.write(`\nReport: ${file}\n`)
}

function headline({ train, keep, epochs, hidden, backend }: RunSettings, splits: Splits): string {
  const pixels = sizeOf(splits.train.inputs.shape.slice(1))
  const widths = [pixels, ...hidden, splits.train.classes].join('-')
  return `${train} images of ${splits.train.name}, network ${widths}, keep ${keep.join(' ')}, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, ${backend} backend`
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
