import { batches } from '@thinned/data'
import { createPass } from '@thinned/nn'
import { labelCounting } from '../batches/batch-weight.ts'
import { fetchAhead } from '../batches/fetch-ahead.ts'
import { type Examples, placeModel, type RunModel, type Source, type Tensors } from '../batches/tensors.ts'
import { TrainError } from '../train-error.ts'
import { countErrors } from './count-errors.ts'
import type { EvaluateOptions, Evaluation } from './evaluate.ts'
import { gatherMetrics } from './metrics.ts'
import { objectiveOf, refuseUnclear, weighing } from './objective.ts'
import { scoreBatches } from './score-batches.ts'
import { sumParts } from './sum-parts.ts'

/** The default of `batchSize`. */
export const MEASURED_AT_ONCE = 500

/** `evaluate` on models and data of any form. `ofNothing` is the loss of data in which nothing counts, which is refused without. @throws STOPPED where the signal stops it. */
export async function score(
  model: RunModel,
  source: Source,
  options: EvaluateOptions<Tensors, Tensors, Examples['targets']>,
  ofNothing?: number,
): Promise<Evaluation> {
  const {
    batchSize = MEASURED_AT_ONCE,
    pass = (row) => createPass({ mode: 'evaluate', row }),
    metrics = {},
    params,
  } = options
  if (source.size === 0)
    throw new TrainError(
      `evaluate was given the data set ${source.name} without examples; there is nothing to measure.`,
    )
  const objective = objectiveOf(options.loss ?? (source.classes === undefined ? 'mse' : 'crossEntropy'))
  const counting = labelCounting(options.loss)
  const weightOf = weighing(options.loss ?? (source.classes === undefined ? 'mse' : 'crossEntropy'))
  const errors = countErrors(counting)
  const gatherer = gatherMetrics(metrics, counting)
  const rowsOfBatches = batches(source.size, batchSize)
  const total = sumParts()
  await scoreBatches(
    fetchAhead(source, rowsOfBatches, undefined, options.signal),
    {
      model,
      backend: await placeModel(model, options.backend),
      params,
      pass,
      // A loss has no mean over examples that weigh nothing, but they count in the error.
      objective: (examples) => (weightOf(examples) > 0 ? objective : undefined),
      count: rowsOfBatches.length,
      signal: options.signal,
      onProgress: options.onProgress,
    },
    async (scores) => {
      const { examples } = scores
      if (scores.result) {
        if (rowsOfBatches.length > 1) refuseUnclear(scores.result.unclear)
        await total.add(scores.result, weightOf(examples))
      }
      await errors.add(scores.outputs, examples)
      await gatherer.add(scores.outputs, examples)
    },
  )
  const loss = total.mean() ?? ofNothing
  if (loss === undefined)
    throw new TrainError(
      `All examples of ${source.name} weigh 0 or have labels that are left out; there is nothing to measure. Give some a weight, or leave the data out.`,
    )
  return { loss, ...errors.rates(loss), metrics: gatherer.results() }
}
