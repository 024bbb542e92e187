import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { DemoData } from '../data/demo-data.ts'
import { picturesOf } from '../measures/pictures.ts'
import type { Views } from '../measures/views.ts'
import type { RunSettings } from '../settings.ts'
import type { TrainedNetwork } from '../training/train-network.ts'
import { escapeHtml, phraseHtml } from './escape.ts'
import { featureSection } from './features.ts'
import { monteCarloSentence, WAYS } from './measure-rows.ts'
import { HEADS, type Row } from './table.ts'
import { tableSentences } from './table-sentences.ts'
import { uncertaintySection } from './uncertainty.ts'

export interface Report {
  readonly settings: RunSettings
  readonly data: DemoData
  readonly plain: TrainedNetwork
  readonly dropout: TrainedNetwork
  readonly advice: string
  readonly rows: readonly Row[]
  readonly views: Views
  readonly measures: readonly (readonly string[])[]
}

/** One self-contained page: the advice, the table, learning curves, first-layer features, the settings. */
export function html({ settings, data, plain, dropout, views, advice, rows, measures }: Report): string {
  const asset = (path: string): string => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')
  const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')
  const parts: Record<string, string> = {
    style: asset('uplot/dist/uPlot.min.css'),
    uplot: asset('uplot/dist/uPlot.iife.min.js'),
    advice: phraseHtml(advice),
    lead: leadOf(data),
    comparison: tableOf(HEADS, rows),
    uncertainty: uncertaintySection(data, views, tableOf(WAYS, measures), monteCarloSentence(settings, data.task)),
    pictures: JSON.stringify(picturesOf(data, views)),
    settings: settingRows(settings),
    curves: JSON.stringify(curves(data, plain, dropout)),
    features: featureSection(plain, dropout),
  }
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!)
}

/** What was trained on what; of a table also what was decided about it. */
function leadOf({ name, splits, table }: DemoData): string {
  const networks = 'Two networks with the same initial weights trained on the same batches of'
  if (!table) return `<p>${networks} ${escapeHtml(name)}, one without dropout and one with it.</p>`
  const [train, validation, test] = [splits.train, splits.validation, splits.test].map(
    ({ targets }) => targets.shape[0],
  )
  const sentences = tableSentences(table).map((sentence) => `<li>${escapeHtml(sentence)}</li>`)
  return `<p>${networks} ${escapeHtml(name)}, one without dropout and one with it. They predict ${escapeHtml(table.target)} from ${table.columns.length} ${table.columns.length === 1 ? 'column' : 'columns'}: ${train} rows train, ${validation} validate, ${test} test.</p>
${sentences.length > 0 ? `<ul class="note">${sentences.join('')}</ul>` : ''}`
}

/** The data of the plots; errors of classes in percent. */
function curves({ task }: DemoData, plain: TrainedNetwork, dropout: TrainedNetwork): Record<string, unknown> {
  const unit = task === 'classification' ? 100 : 1
  const curvesOf = ({ history, errors }: TrainedNetwork) => ({
    loss: history.map(({ loss }) => loss),
    thinned: history.map(({ thinnedLoss }) => thinnedLoss),
    training: errors.training.map((error) => unit * error),
    validation: errors.validation.map((error) => unit * error),
  })
  return {
    epochs: plain.history.map(({ epoch }) => epoch + 1),
    plain: curvesOf(plain),
    dropout: curvesOf(dropout),
    errors: task === 'classification' ? { title: 'error', unit: ' %' } : { title: 'RMSE', unit: '' },
  }
}

/** A table that scrolls where it is wide. */
function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<div class="scroll">
<table>
<thead><tr>${cells('col', heads)}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${cells('row', row)}</tr>`).join('\n')}
</tbody>
</table>
</div>`
}

/** A row of cells: the heads of the columns, or the head of a row and its values. */
function cells(scope: 'col' | 'row', [name = '', ...values]: readonly string[]): string {
  const value =
    scope === 'col' ? (text: string) => `<th scope="col">${text}</th>` : (text: string) => `<td>${text}</td>`
  const head = name === '' ? '<td></td>' : `<th scope="${scope}">${phraseHtml(name)}</th>`
  return head + values.map((text) => value(escapeHtml(text))).join('')
}

/** The settings by the names of their options, to repeat the run. */
function settingRows({ table, data, ...others }: RunSettings): string {
  return Object.entries({ ...(table ?? { data }), ...others })
    .map(([name, value]) => [name, valueText(value)] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => {
      const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      return `<tr><th scope="row">--${option}</th><td>${escapeHtml(text)}</td></tr>`
    })
    .join('\n')
}

/** A value as its option takes it: names of columns quoted where they hold a comma. */
function valueText(value: unknown): string {
  if (!Array.isArray(value)) return value === undefined ? '' : String(value)
  return value.map((each) => (/[",]/.test(each) ? `"${String(each).replaceAll('"', '""')}"` : each)).join(',')
}
