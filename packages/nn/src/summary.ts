import { type Shape, sizeOf } from '@thinned/tensor'
import type { Layer } from './layer.ts'

/** The model as a table: layer, output shape (without the batch), parameters, keep probability. */
export function summary(model: Layer, inputShape: Shape): string {
  const rows = [['layer', 'output', 'parameters', 'keep']]
  let shape = inputShape
  let total = 0
  const leaves =
    Object.keys(model.children).length === 0 ? [[model.kind, model] as const] : Object.entries(model.children)
  for (const [name, layer] of leaves) {
    shape = layer.outputShape(shape)
    const count = countParameters(layer)
    total += count
    const { keep } = layer.options
    rows.push([name, shape.join(' × '), count.toLocaleString('en-US'), keep === undefined ? '' : String(keep)])
  }
  rows.push(['total', '', total.toLocaleString('en-US'), ''])
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function countParameters(layer: Layer): number {
  const own = Object.values(layer.parameters).reduce((count, { shape }) => count + sizeOf(shape), 0)
  return Object.values(layer.children).reduce((count, child) => count + countParameters(child), own)
}
