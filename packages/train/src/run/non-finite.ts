import { flattenParams, type Layer, type Pass } from '@thinned/nn'
import { noGrad, scope, sum, Tensor } from '@thinned/tensor'
import { type Reading, reading } from '../batches/reading.ts'
import { listTensors, type RunModel, type Tensors } from '../batches/tensors.ts'
import type { Batch } from '../evaluate/objective.ts'
import { TrainError } from '../train-error.ts'
import { trainedTensors } from './progress.ts'
import type { Run } from './run.ts'

/** The values of one step, enough to find the first that is not finite. */
export interface StepTrace {
  readonly model: RunModel
  readonly batch: Batch<Tensors, Tensors>
  /** The pass of the step: run again, it draws the same masks. */
  readonly pass: Pass
  readonly loss: number
  /** undefined where no layer reported one. */
  readonly penalty: number | undefined
  readonly gradients: Readonly<Record<string, Tensor>>
  /** The new state that the layers reported. */
  readonly state: Readonly<Record<string, Tensor>>
}

/**
 * Refuses a step in which a loss, a penalty, a gradient or a new state is not finite, before the parameters move. Finite values whose sum
 * alone is beyond the range are no error.
 *
 * @throws {TrainError} where the loss, a penalty, a gradient or a new state is not finite: says which step, where it shows first, and what
 * to try.
 */
export function* refuseNonFinite(trace: StepTrace): Reading<void> {
  const { loss, penalty = 0, pass } = trace
  const where = Number.isFinite(loss + penalty) ? yield* brokenResult(trace) : yield* firstBroken(trace)
  if (!where) return
  const penalized = trace.penalty === undefined ? '' : `, the penalty ${penalty}`
  throw new TrainError(
    `The loss at step ${pass.step} is ${loss}${penalized}; ${where}. Try a smaller learning rate, a limit on gradients (clipNorm) or on weights (maxNorm), and look for values in the data that are not finite.`,
    { code: 'not-finite' },
  )
}

/**
 * Refuses weights, state, averages and optimizer state that are not finite, so that none is measured, saved or kept as the best. Each is summed up once
 * a step that asks.
 *
 * @throws {TrainError} naming the first tensor that is not finite.
 */
export async function refuseBrokenProgress(run: Run): Promise<void> {
  const { progress } = run
  if (run.checkedStep === progress.step) return
  const tensors = Object.entries(trainedTensors(progress)).filter(([, { dtype }]) => dtype.startsWith('float'))
  const sums = noGrad(() => tensors.map(([, tensor]) => sum(tensor)))
  const totals = await Promise.all(sums.map((total) => total.read()))
  for (const total of sums) total.dispose()
  for (const [i, [name, tensor]] of tensors.entries())
    if (!Number.isFinite(totals[i]![0]) && !(await reading(allFinite(tensor)))) {
      run.sound = false
      throw new TrainError(
        `After step ${progress.step - 1}, ${name} holds values that are not finite. Try a smaller learning rate, a limit on gradients (clipNorm) or on weights (maxNorm), and look for examples far from all others.`,
        { code: 'not-finite' },
      )
    }
  run.checkedStep = progress.step
}

function* brokenResult({ gradients, state }: StepTrace): Reading<string | undefined> {
  for (const [path, gradient] of Object.entries(gradients))
    if (!(yield* allFinite(gradient))) return `the gradient of the parameter ${path} is the first that is not finite`
  for (const [path, value] of Object.entries(state))
    if (!(yield* allFinite(value))) return `the new state ${path} is the first that is not finite`
  return undefined
}

function* firstBroken({ model, batch, pass, loss }: StepTrace): Reading<string> {
  for (const field of ['inputs', 'targets'] as const)
    for (const [name, tensor] of listTensors(batch[field]))
      if (!(yield* allFinite(tensor)))
        return `the ${field}${name === undefined ? '' : ` ${name}`} of the batch hold values that are not finite`
  for (const [path, parameter] of Object.entries(flattenParams(model.params)))
    if (!(yield* allFinite(parameter))) return `the parameter ${path} holds values that are not finite`
  const layers = scope(() => noGrad(() => outputsOf(model, batch.inputs, pass)))
  let sentence = `the data, the parameters and the outputs of all layers are finite, so the ${Number.isFinite(loss) ? 'penalties that layers report are' : 'loss itself is'} the place to look`
  for (const [path, output] of layers.toReversed())
    if (!(yield* allFinite(output))) sentence = `the output of the layer ${path} is the first that is not finite`
  for (const [, output] of layers) output.dispose()
  return sentence
}

/** The output of every layer by path. Only the layers of a chain, which states the shapes of its children, run one by one. */
function outputsOf(model: RunModel, x: Tensors, pass: Pass): readonly (readonly [string, Tensor])[] {
  const { childShapes, children } = model as unknown as Layer
  if (!childShapes || Object.keys(children).length === 0) {
    const outputs = listTensors(model.forward(x, pass)).filter(([, output]) => output instanceof Tensor)
    return outputs.map(([name, tensor]) => [[pass.path || model.kind, name].filter(Boolean).join(' '), tensor])
  }
  const outputs: (readonly [string, Tensor])[] = []
  for (const [name, child] of Object.entries(children))
    outputs.push(...outputsOf(child as unknown as RunModel, outputs.at(-1)?.[1] ?? x, pass.at(name)))
  return outputs
}

function* allFinite(tensor: Tensor): Reading<boolean> {
  const [values] = yield [tensor]
  return values!.every(Number.isFinite)
}
