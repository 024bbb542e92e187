import type { Dataset } from '@thinned/data'
import { type AnyModel, type LayerRole, layersOf, type Model } from '@thinned/nn'
import { DiagnosisError } from '../diagnosis-error.ts'
import { runOnce } from './run-once.ts'
import { watch } from './watch.ts'

/** A layer whose outputs are hidden units: the last axis has one number for each. */
export interface HiddenLayer {
  readonly path: string
  readonly units: number
}

/** What ends a layer of units: an activation function, or a recurrence, which has its own. */
const ENDS: readonly unknown[] = ['activation', 'recurrence'] satisfies LayerRole[]

/**
 * The hidden layers of a model in the order in which a pass meets them: those named, or else each activation and recurrent layer that a layer with parameters
 * follows.
 *
 * @throws {DiagnosisError} on names that the model does not have or does not run, and where it has no hidden layer.
 */
export async function hiddenLayers(
  model: Model,
  example: Dataset,
  named: readonly string[] | undefined,
): Promise<readonly HiddenLayer[]> {
  const all = new Map(layersOf(model as AnyModel).slice(1))
  const unknown = named?.find((path) => !all.has(path))
  if (unknown !== undefined)
    throw new DiagnosisError(
      `diagnose was given the layer ${unknown}; the model has ${[...all.keys()].join(', ') || 'no layers inside'}.`,
      { code: 'mismatch' },
    )
  const calls = new Map<string, number>()
  const tracing = watch(model, [...all.keys()], (output, path) => {
    if (!calls.has(path)) calls.set(path, output.shape.at(-1) ?? 0)
    return output
  })
  await runOnce(tracing, example)
  const order = [...calls.keys()]
  const hasParameters = (path: string): boolean => Object.keys(all.get(path)!.parameters).length > 0
  const lastWithParameters = order.findLastIndex(hasParameters)
  const paths = named ?? order.filter((path, i) => ENDS.includes(all.get(path)!.role) && i < lastWithParameters)
  const idle = paths.find((path) => !calls.has(path))
  if (idle !== undefined)
    throw new DiagnosisError(`diagnose was given the layer ${idle}, which the model does not run.`, {
      code: 'mismatch',
    })
  if (paths.length === 0)
    throw new DiagnosisError(
      `diagnose found no hidden layer, which is an activation (a layer with { role: 'activation' }) before another layer with parameters. Name the layers whose outputs are units: { layers: ['${[...all.keys()][0] ?? 'linear1'}'] }.`,
      { code: 'mismatch' },
    )
  return order.filter((path) => paths.includes(path)).map((path) => ({ path, units: calls.get(path)! }))
}
