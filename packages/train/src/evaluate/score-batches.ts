import { countExamples } from '@thinned/data'
import { losses, type Objective, type ObjectiveResult, type Params, type Pass } from '@thinned/nn'
import { type Backend, noGrad, retain, scope, Tensor } from '@thinned/tensor'
import { type StopSignal, yielding } from '../batches/event-loop.ts'
import { batchOnBackend, disposeBatch, type Examples, type RunModel, type Tensors } from '../batches/tensors.ts'
import { STOPPED } from './stopped.ts'
import { disposeParts } from './sum-parts.ts'

/** Reported after each forward pass over a batch. */
export interface PassProgress {
  /** How many passes are done. */
  readonly done: number
  /** How many there are in all. Under a tolerance, how many there are at most: fewer and fewer as rows have seen enough samples. */
  readonly passes: number
  /** Under a tolerance, how many rows have seen enough samples. */
  readonly decided?: number
}

type AnyObjective = Objective<Tensors, Tensors, Tensors>

export interface ScoreOptions {
  readonly model: RunModel
  readonly backend: Backend
  /** Default: the model's own. */
  readonly params?: Params | undefined
  /** The pass over a batch whose first row is `row`. */
  readonly pass: (row: number) => Pass
  /** The loss of a batch. Without it the model runs once, and there is no loss. */
  readonly objective?: (examples: Examples) => AnyObjective | undefined
  /** The number of batches. */
  readonly count: number
  readonly signal?: StopSignal | undefined
  readonly onProgress?: ((progress: PassProgress) => void) | undefined
}

/** What the model gave for a batch. The tensors are freed after the visit. */
export interface Scores {
  readonly examples: Examples
  /** Of the last forward pass. Several outputs by name have been freed already; only their names are of use. */
  readonly outputs: Tensors
  /** What the objective gave; undefined without one. */
  readonly result: ObjectiveResult | undefined
}

/**
 * Runs a model over batches without gradients, batch by batch, and visits what it gives. The event loop gets its turn between two
 * batches.
 *
 * @throws STOPPED where the signal stops it.
 */
export async function scoreBatches(
  batches: AsyncIterable<Examples> | Iterable<Examples>,
  { model, backend, params, pass, objective, count, signal, onProgress }: ScoreOptions,
  visit: (scores: Scores) => Promise<void>,
): Promise<void> {
  const pause = yielding()
  let row = 0
  let done = 0
  let left = count
  const stopIfAborted = (): void => {
    if (signal?.aborted) throw STOPPED
  }
  for await (const examples of batches) {
    stopIfAborted()
    const batch = batchOnBackend(examples, backend)
    try {
      const scores = scoreBatch(model, params, pass(row), objective?.(examples), batch)
      try {
        await visit({ examples, ...scores })
      } finally {
        disposeParts(scores.result?.parts)
        if (scores.outputs instanceof Tensor) scores.outputs.dispose()
      }
      onProgress?.({ done: ++done, passes: count })
      await pause()
    } finally {
      disposeBatch(batch)
    }
    row += countExamples(examples)
    left--
  }
  if (left > 0) stopIfAborted()
}

function scoreBatch(
  model: RunModel,
  params: Params | undefined,
  pass: Pass,
  objective: AnyObjective | undefined,
  batch: Parameters<AnyObjective>[1],
): Pick<Scores, 'outputs' | 'result'> {
  let outputs: Tensors | undefined
  let forwards = 0
  // The objective may call it within scopes, so the last outputs are retained.
  const forward = (inputs: Tensors): Tensors => {
    if (outputs instanceof Tensor) outputs.dispose()
    const result = model.forward(inputs, pass.ofRun(forwards++), params)
    outputs = result instanceof Tensor ? retain(result) : result
    return result
  }
  try {
    const result = scope(() =>
      noGrad(() => {
        const value = objective && losses.runObjective(objective, forward, batch)
        if (forwards === 0) forward(batch.inputs)
        return value
      }),
    )
    return { outputs: outputs!, result }
  } catch (error) {
    if (outputs instanceof Tensor) outputs.dispose()
    throw error
  }
}
