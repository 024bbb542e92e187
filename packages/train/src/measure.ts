import { createPass, type Pass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { type Evaluation, evaluate } from './evaluate.ts'
import type { Source } from './tensors.ts'
import type { Training } from './training.ts'

/** The full network on one of the run's data sets, as it is at this step: loss, error and the run's metrics. */
export function measureFull(
  { model, options, backend, measuredParams: params }: Training,
  source: Source,
): Promise<Evaluation> {
  const { loss, metrics = {} } = options
  return evaluate(model, source, { loss, metrics, backend, params })
}

/** The loss of thinned networks on the training data: one `sample` pass, at the keeps of the last step. */
export async function measureThinned(training: Training): Promise<number> {
  const { model, options, progress, steps, backend, train, measuredParams: params } = training
  const key = foldIn(foldIn(options.key, 'measure'), progress.epoch)
  const at = { step: progress.step - 1, steps, epoch: progress.epoch }
  const pass = (row: number): Pass => createPass({ mode: 'sample', key, row, ...at })
  return (await evaluate(model, train, { loss: options.loss, backend, pass, params })).loss
}
