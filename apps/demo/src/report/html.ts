import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunSettings } from '../settings.ts'
import type { TrainedNetwork } from '../training/train-network.ts'
import { featureSheet, MOST_UNITS } from './feature-sheet.ts'
import { HEADS, type Row } from './table.ts'

export interface Report {
  readonly settings: RunSettings
  /** The name of the data. */
  readonly data: string
  readonly plain: TrainedNetwork
  readonly dropout: TrainedNetwork
  readonly advice: string
  readonly rows: readonly Row[]
}

/** One self-contained page: the advice, the table, learning curves, first-layer features, the settings. */
export function html({ settings, data, plain, dropout, advice, rows }: Report): string {
  const asset = (path: string): string => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')
  const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')
  const parts: Record<string, string> = {
    style: asset('uplot/dist/uPlot.min.css'),
    uplot: asset('uplot/dist/uPlot.iife.min.js'),
    advice: escapeHtml(advice).replaceAll(' %', '&nbsp;%'),
    data: escapeHtml(data),
    heads: cells('col', HEADS),
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

/** The data of the plots; errors in percent. */
function curves(plain: TrainedNetwork, dropout: TrainedNetwork): Record<string, unknown> {
  const percent = (error = Number.NaN): number => 100 * error
  const curvesOf = ({ history }: TrainedNetwork) => ({
    loss: history.map(({ loss }) => loss),
    thinned: history.map(({ thinnedLoss }) => thinnedLoss),
    training: history.map(({ error }) => percent(error)),
    validation: history.map(({ validationError }) => percent(validationError)),
  })
  return { epochs: plain.history.map(({ epoch }) => epoch + 1), plain: curvesOf(plain), dropout: curvesOf(dropout) }
}

/** A row of cells: the heads of the columns, or the head of a row and its values. */
function cells(scope: 'col' | 'row', [name, ...values]: Row): string {
  const value =
    scope === 'col' ? (text: string) => `<th scope="col">${text}</th>` : (text: string) => `<td>${text}</td>`
  const head = name === '' ? '<td></td>' : `<th scope="${scope}">${escapeHtml(name)}</th>`
  return head + values.map((text) => value(escapeHtml(text))).join('')
}

/** The settings by the names of their options, to repeat the run. */
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
