import { type Shape, sizeOf } from '@thinned/tensor'
import type { Layer } from './layer.ts'

type Row = readonly [layer: string, output: string, parameters: string, keep: string]

/**
 * The model as a table: layer, output shape (without the batch), parameters, keep probability. The layers inside a layer stand
 * below it, indented, and are counted once.
 */
export function summary(model: Layer, inputShape: Shape): string {
  const simple = Object.keys(model.children).length === 0
  const rows: Row[] = [
    ['layer', 'output', 'parameters', 'keep'],
    ...(simple ? [rowOf(model.kind, model, model.outputShape(inputShape))] : rowsInside(model, inputShape, '')),
    ['total', '', countParameters(model).toLocaleString('en-US'), ''],
  ]
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

function rowsInside(layer: Layer, input: Shape | undefined, indent: string): Row[] {
  const shapes: Readonly<Record<string, Shape>> = (input && layer.childShapes?.(input)) ?? {}
  let previous = layer.childShapes ? input : undefined
  return Object.entries(layer.children).flatMap(([name, child]) => {
    const own = rowOf(indent + name, child, shapes[name])
    const inside = rowsInside(child, previous, `${indent}  `)
    previous = shapes[name]
    return [own, ...inside]
  })
}

function rowOf(name: string, layer: Layer, output: Shape | undefined): Row {
  const { keep } = layer.options
  return [
    name,
    output?.join(' × ') ?? '',
    countParameters(layer).toLocaleString('en-US'),
    keep === undefined ? '' : String(keep),
  ]
}

function countParameters(layer: Layer): number {
  const own = Object.values(layer.parameters).reduce((count, { shape }) => count + sizeOf(shape), 0)
  return Object.values(layer.children).reduce((count, child) => count + countParameters(child), own)
}
