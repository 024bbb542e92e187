import type { Pass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import type { Source } from '../batches/tensors.ts'
import type { Evaluation } from '../evaluate/evaluate.ts'
import { score } from '../evaluate/score.ts'
import { momentAt, passAt } from './moment.ts'
import type { Progress } from './progress.ts'
import type { RunSetup } from './run.ts'

/**
 * The loss, error, accuracy and metrics of the full network on one of the run's data sets, with the present weights. `ofNothing` is the loss of data in
 * which nothing counts, which is refused without.
 */
export function measureFull(setup: RunSetup, source: Source, ofNothing?: number): Promise<Evaluation> {
  const { model, options, backend, measuredParams: params } = setup
  const { loss, metrics = {}, signal } = options
  return score(model, source, { loss, metrics, backend, params, ...(signal ? { signal } : {}) }, ofNothing)
}

/** The loss of thinned networks on the measured training examples: one `sample` pass, with the keeps of the last step. */
export async function measureThinned(setup: RunSetup, source: Source, progress: Progress): Promise<number> {
  const { model, backend, measuredParams: params } = setup
  const { loss, signal, key: runKey } = setup.options
  const key = foldIn(foldIn(runKey, 'measure'), progress.epoch)
  const moment = momentAt(setup, progress, progress.step - 1)
  const pass = (row: number): Pass => passAt(moment, { mode: 'sample', key, row })
  const options = { loss, backend, pass, params, ...(signal ? { signal } : {}) }
  return (await score(model, source, options, Number.NaN)).loss
}
