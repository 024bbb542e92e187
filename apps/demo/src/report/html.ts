import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Arm } from '../outcome.ts'
import type { RunSettings } from '../settings.ts'
import { featureSheet, MOST_UNITS } from './feature-sheet.ts'
import { heads, type Row } from './rows.ts'

export interface Report {
  readonly settings: RunSettings
  /** What the data is called. */
  readonly data: string
  readonly plain: Arm
  readonly dropout: Arm
  readonly advice: string
  readonly rows: readonly Row[]
}

/** One self-contained page: what happened, the table, learning curves, first-layer features, the settings. */
export function html({ settings, data, plain, dropout, advice, rows }: Report): string {
  const asset = (path: string): string => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')
  const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')
  const parts: Record<string, string> = {
    style: asset('uplot/dist/uPlot.min.css'),
    uplot: asset('uplot/dist/uPlot.iife.min.js'),
    advice: escapeHtml(advice).replaceAll(' %', '&nbsp;%'),
    data: escapeHtml(data),
    heads: cells('col', heads),
    rows: rows.map((row) => `<tr>${cells('row', row)}</tr>`).join('\n'),
    settings: settingRows(settings),
    curves: JSON.stringify(curves(plain, dropout)),
    units: shownUnits(plain.features.units),
    plainFeatures: featureSheet(plain.features),
    dropoutFeatures: featureSheet(dropout.features),
  }
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!)
}

function shownUnits(units: number): string {
  return units > MOST_UNITS ? `the first ${MOST_UNITS} of ${units}` : `all ${units}`
}

/** What the plots draw; errors in percent. */
function curves(plain: Arm, dropout: Arm): Record<string, unknown> {
  const percent = (error = Number.NaN): number => 100 * error
  const of = ({ history }: Arm) => ({
    loss: history.map(({ loss }) => loss),
    thinned: history.map(({ thinnedLoss }) => thinnedLoss),
    training: history.map(({ error }) => percent(error)),
    validation: history.map(({ validationError }) => percent(validationError)),
  })
  return { epochs: plain.history.map(({ epoch }) => epoch + 1), plain: of(plain), dropout: of(dropout) }
}

/** A row of cells: all heads of columns, or the head of the row and its values. */
function cells(scope: 'col' | 'row', [name, ...values]: Row): string {
  const value =
    scope === 'col' ? (text: string) => `<th scope="col">${text}</th>` : (text: string) => `<td>${text}</td>`
  const head = name === '' ? '<td></td>' : `<th scope="${scope}">${escapeHtml(name)}</th>`
  return head + values.map((text) => value(escapeHtml(text))).join('')
}

/** The settings under the names of their options, so that a run can be repeated. */
function settingRows(settings: RunSettings): string {
  return Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
      return `<tr><th scope="row">--${option}</th><td>${escapeHtml(String(value))}</td></tr>`
    })
    .join('\n')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
