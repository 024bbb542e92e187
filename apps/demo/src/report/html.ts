import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RunSettings } from '../settings.ts'
import type { TrainedNetwork } from '../training/train-network.ts'
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
  const curvesOf = ({ history }: TrainedNetwork) => ({
    loss: history.map(({ loss }) => loss),
    thinned: history.map(({ thinnedLoss }) => thinnedLoss),
    training: history.map(({ error }) => 100 * error),
    validation: history.map(({ validationError = Number.NaN }) => 100 * validationError),
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

const SIDE = 28
const ACROSS = 12
const MOST_DOWN = 4
const CELL = SIDE + 2
/** How many units fit into the picture. */
export const MOST_UNITS: number = ACROSS * MOST_DOWN
/** The gray between the images, darker than weight 0. */
const GUTTER = 32

/**
 * The incoming weights of the first units as one picture, 12 images across and at most 4 down, as a data URL (BMP, 8-bit gray). Each image is scaled by
 * its own largest weight: black is negative, white positive, gray 0.
 */
export function featureSheet({ weights, units }: { readonly weights: Float32Array; readonly units: number }): string {
  const width = ACROSS * CELL
  const shown = Math.min(units, MOST_UNITS)
  const height = Math.ceil(shown / ACROSS) * CELL
  const gray = new Uint8Array(width * height).fill(GUTTER)
  if (weights.length === SIDE * SIDE * units) {
    for (let unit = 0; unit < shown; unit++) paint(gray, width, weights, units, unit)
  }
  return `data:image/bmp;base64,${Buffer.from(bitmap(gray, width, height)).toString('base64')}`
}

function paint(gray: Uint8Array, width: number, weights: Float32Array, units: number, unit: number): void {
  let largest = 1e-12
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++)
    largest = Math.max(largest, Math.abs(weights[pixel * units + unit]!))
  const left = (unit % ACROSS) * CELL + 1
  const top = Math.floor(unit / ACROSS) * CELL + 1
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const index = (top + Math.floor(pixel / SIDE)) * width + left + (pixel % SIDE)
    gray[index] = Math.round(127.5 + (127.5 * weights[pixel * units + unit]!) / largest)
  }
}

/** An 8-bit BMP: header, 256 grays, rows from the bottom, each padded to 4 bytes. */
function bitmap(gray: Uint8Array, width: number, height: number): Uint8Array {
  const start = 54 + 1024
  const row = Math.ceil(width / 4) * 4
  const bytes = new Uint8Array(start + row * height)
  const view = new DataView(bytes.buffer)
  bytes.set([0x42, 0x4d])
  for (const [offset, value] of [
    [2, bytes.length],
    [10, start],
    [14, 40],
    [18, width],
    [22, height],
    [34, row * height],
    [46, 256],
  ] as const) {
    view.setUint32(offset, value, true)
  }
  view.setUint16(26, 1, true)
  view.setUint16(28, 8, true)
  for (let level = 0; level < 256; level++) bytes.set([level, level, level, 0], 54 + 4 * level)
  for (let y = 0; y < height; y++) bytes.set(gray.subarray(y * width, (y + 1) * width), start + (height - 1 - y) * row)
  return bytes
}
