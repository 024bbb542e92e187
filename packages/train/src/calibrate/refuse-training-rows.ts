import { asSource, type Dataset, sharedRows } from '@thinned/data'
import type { StopSignal } from '../batches/event-loop.ts'
import { ABANDONED, platformSignal, waitFor } from '../batches/wait-for.ts'
import { STOPPED } from '../evaluate/stopped.ts'
import type { Data } from '../run/fit-options.ts'
import { during, TrainError } from '../train-error.ts'

/**
 * Refuses held-out rows that the model was trained on: the same data set, one of the same fingerprint, and rows of which more than half stand in the
 * training data exactly once. Rows that stand there several times are those of few values, which new data has too.
 *
 * @param rows The rows of the held-out data, in memory.
 */
export async function refuseTrainingRows(
  heldOut: Data,
  rows: Dataset,
  train: Data,
  signal: StopSignal | undefined,
): Promise<void> {
  const [given, trained] = [asSource(heldOut), asSource(train)]
  // Fingerprints take a pass over all data, and those of other sizes are never equal.
  if (heldOut === train || (given.size === trained.size && given.fingerprint === trained.fingerprint))
    throw refusal(`${given.name} as held-out data, but the model was trained on it`)
  const counts = await during(`The comparison with the training data ${trained.name}`, () =>
    waitFor(sharedRows(rows, train, platformSignal(signal)), signal),
  ).catch((error: unknown) => {
    throw signal?.aborted ? STOPPED : error
  })
  if (counts === ABANDONED) throw STOPPED
  const { unique } = counts
  if (unique > given.size / 2)
    throw refusal(
      `${given.size} rows of ${given.name} as held-out data, of which ${unique} stand in ${trained.name}, which the model was trained on`,
    )
}

function refusal(given: string): TrainError {
  return new TrainError(
    `calibrate was given ${given}: there a model is surer than on new rows. Give rows that it was not trained on, such as those that splitDataset(data, { train: 0.8, heldOut: 0.2 }, key(1)) cuts off before the training; or add { allowTrainingRows: true } to fit on these in spite of it.`,
    { code: 'invalid-data' },
  )
}
