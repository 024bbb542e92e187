import { writeFileSync } from 'node:fs'
import { key } from '@thinned/rng'
import { advise } from './advice.ts'
import { chooseBackend } from './backend.ts'
import { checkWritable } from './check-writable.ts'
import { compare, evidence } from './compare.ts'
import { fromUser } from './from-user.ts'
import { jsonDocument } from './json-document.ts'
import { loadData, type Splits } from './load-data.ts'
import { html } from './report/html.ts'
import { progress } from './report/progress.ts'
import { rows } from './report/rows.ts'
import { table } from './report/table.ts'
import { wrap } from './report/wrap.ts'
import { runArms } from './run-arms.ts'
import type { RunSettings, Settings } from './settings.ts'
import { Stopped } from './stopped.ts'

export interface Output {
  /** The path of the page, as the user wrote it. */
  readonly report: string
  /** Whether standard output gets the JSON document instead of the table. */
  readonly json: boolean
}

/**
 * Trains both networks, prints what dropout did and writes the page.
 *
 * @throws {UsageError} before anything is trained, where the settings, the data or the page's path cannot be used.
 * @throws {Stopped} after Ctrl-C.
 */
export async function runDemo(asked: Settings, { report, json }: Output): Promise<void> {
  const file = fromUser(report)
  checkWritable('--report', file)
  const settings: RunSettings = { ...asked, backend: await chooseBackend(asked.backend) }
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new Stopped()))
  const { stdout, stderr } = process
  const splits = await loadData(settings, key(settings.seed), stop.signal)
  stderr.write(`${wrap(headline(settings, splits), widthOf(stderr))}\n`)
  const { plain, dropout } = await runArms(settings, splits, progress(stderr, settings.epochs), stop.signal)
  const advice = advise(evidence(plain, dropout, splits.test))
  const compared = rows(compare(plain, dropout))
  if (json) stdout.write(`${JSON.stringify(jsonDocument(settings, plain, dropout, advice), null, 2)}\n`)
  else stdout.write(`\n${table(compared, stdout.columns)}\n\n${wrap(advice, widthOf(stdout))}\n`)
  writePage(file, html({ settings, data: splits.train.name, plain, dropout, advice, rows: compared }))
  if (!json) stdout.write(`\nReport: ${file}\n`)
}

function headline({ train, keep, epochs, hidden, backend }: RunSettings, splits: Splits): string {
  const pixels = splits.train.inputs.shape.slice(1).reduce((product, extent) => product * extent, 1)
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

/** Columns of a terminal; elsewhere lines are not broken. */
function widthOf(stream: { readonly columns?: number }): number {
  return stream.columns || Number.POSITIVE_INFINITY
}
