import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Arm } from '../outcome.ts'
import type { Settings } from '../settings.ts'
import { featureSheet } from './feature-sheet.ts'

export interface Report {
  readonly settings: Settings
  readonly dataName: string
  readonly plain: Arm
  readonly dropout: Arm
  readonly advice: string
  readonly table: string
}

/** One self-contained page: what happened, learning curves, first-layer features, the settings. */
export function html({ settings, dataName, plain, dropout, advice, table }: Report): string {
  const asset = (path: string): string => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')
  const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')
  const curves = {
    epochs: plain.history.map(({ epoch }) => epoch + 1),
    loss: [
      plain.history.map((r) => r.loss),
      dropout.history.map((r) => r.loss),
      dropout.history.map((r) => r.thinnedLoss),
    ],
    validation: [plain.history.map((r) => r.validationError), dropout.history.map((r) => r.validationError)],
    training: [plain.history.map((r) => r.error), dropout.history.map((r) => r.error)],
  }
  const parts: Record<string, string> = {
    style: asset('uplot/dist/uPlot.min.css'),
    uplot: asset('uplot/dist/uPlot.iife.min.js'),
    advice: escapeHtml(advice),
    table: escapeHtml(table),
    data: escapeHtml(dataName),
    settings: escapeHtml(JSON.stringify(settings, null, 1)),
    curves: JSON.stringify(curves),
    plainFeatures: featureSheet(plain.features),
    dropoutFeatures: featureSheet(dropout.features),
  }
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!)
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
