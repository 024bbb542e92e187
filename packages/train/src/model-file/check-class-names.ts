import type { AnyModel, Layer } from '@thinned/nn'
import { TrainError } from '../train-error.ts'

/** Refuses names of classes of another number than the outputs of the model, where that is known. One logit tells two classes apart. */
export function checkClassNames(model: AnyModel, names: readonly string[]): void {
  const outputs = outputsOf(model)
  if (outputs === undefined || names.length === outputs || (outputs === 1 && names.length === 2)) return
  throw new TrainError(
    `saveModel was given ${names.length} classNames (${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''}), but the model has ${outputs} output${outputs === 1 ? '' : 's'}; give one name for each, in the order of the labels.`,
    { code: 'mismatch' },
  )
}

/** The width of the output of a linear layer, alone, in a chain before layers that keep the shape, or as a member of a mixture. */
function outputsOf(model: AnyModel): number | undefined {
  const { outputs } = model.options
  if (model.kind === 'linear') return typeof outputs === 'number' ? outputs : undefined
  if (model.kind === 'mixture') return outputsOf(Object.values(model.children)[0]!)
  if (model.kind !== 'sequential') return undefined
  const last = Object.values(model.children).findLast((child) => !keepsShape(child as unknown as Layer))
  return last && outputsOf(last)
}

/** Whether a layer gives the shape that it takes, as an activation and dropout do: of a width that no other layer expects. */
function keepsShape(layer: Layer): boolean {
  try {
    const shape = layer.outputShape([UNEXPECTED])
    return shape.length === 1 && shape[0] === UNEXPECTED
  } catch {
    return false
  }
}

const UNEXPECTED = 7919
