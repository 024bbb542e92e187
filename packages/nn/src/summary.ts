import { formatValue } from '@thinned/schema'
import type { Shape } from '@thinned/tensor'
import type { AnyModel, JsonValue, Layer } from './layer.ts'
import { NnError } from './nn-error.ts'
import { checkModel } from './options.ts'
import { isScheduleConfig } from './schedule.ts'
import { countParameters } from './tree.ts'

type Row = readonly [layer: string, output: string, parameters: string, keep: string]

/**
 * The model as a table: layer, output shape (without the batch), parameters, keep probability. The children of a layer stand below it, indented.
 * Each parameter counts once in the total. Output shapes are blank without `inputShape`, as for a model of several inputs, and for children that
 * do not run one after another.
 *
 * @throws {NnError} where the shape is no list of integers, or the model does not take it.
 *
 * @example
 * ```ts
 * import { linear, relu, sequential, summary } from '@thinned/nn'
 *
 * console.log(summary(sequential(linear(8, 4), relu()), [8])) // layer    output  parameters  keep
 * // linear1  4               36
 * // relu1    4                0
 * // total                    36
 * ```
 */
export function summary(model: Layer, inputShape: Shape): string
export function summary(model: AnyModel): string
export function summary(model: AnyModel, inputShape?: Shape): string {
  checkModel('summary', model)
  if (inputShape !== undefined) checkShape(inputShape)
  const simple = Object.keys(model.children).length === 0
  const output = inputShape && (model as Layer).outputShape(inputShape)
  const rows: Row[] = [
    ['layer', 'output', 'parameters', 'keep'],
    ...(simple ? [rowOf(model.kind, model, output)] : rowsInside(model, inputShape, '')),
    ['total', '', countParameters(model).toLocaleString('en-US'), ''],
  ]
  const widths = rows[0]!.map((_, column) => rows.reduce((width, row) => Math.max(width, row[column]!.length), 0))
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function checkShape(shape: unknown): void {
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0))
    throw new NnError(
      `summary was given ${formatValue(shape)} as the shape of its inputs; it takes the shape of one example, such as [8] or [28, 28, 1].`,
    )
}

function rowsInside(model: AnyModel, input: Shape | undefined, indent: string): Row[] {
  const { childShapes } = model as Partial<Layer>
  const shapes: Readonly<Record<string, Shape>> = (input && childShapes?.(input)) ?? {}
  let previous = childShapes ? input : undefined
  return Object.entries(model.children).flatMap(([name, child]) => {
    const row = rowOf(indent + name, child, shapes[name])
    const inside = rowsInside(child, previous, `${indent}  `)
    previous = shapes[name]
    return [row, ...inside]
  })
}

function rowOf(name: string, model: AnyModel, output: Shape | undefined): Row {
  const { keep } = model.options
  return [
    name,
    output?.join(' × ') ?? '',
    countParameters(model).toLocaleString('en-US'),
    keep === undefined ? '' : keepCell(keep),
  ]
}

/** A number, or the name of a schedule. */
function keepCell(keep: JsonValue): string {
  return isScheduleConfig(keep) ? (keep.schedule ?? 'schedule') : String(keep)
}
