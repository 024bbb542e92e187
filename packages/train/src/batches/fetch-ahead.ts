import { countExamples } from '@thinned/data'
import type { Key } from '@thinned/rng'
import { checkBatch } from '../checks/check-elements.ts'
import { during, TrainError } from '../train-error.ts'
import type { StopSignal } from './event-loop.ts'
import type { Examples, Source } from './tensors.ts'
import { ABANDONED, platformSignal, waitFor } from './wait-for.ts'

/**
 * The examples of each part, in order. It fetches the next part before the caller works on this one. It ends early where the signal stops it
 * while it waits.
 */
export async function* fetchAhead(
  source: Source,
  parts: readonly Uint32Array[],
  key?: Key,
  signal?: StopSignal,
): AsyncGenerator<Examples, void, void> {
  const fetch = (rows: Uint32Array | undefined): Promise<Examples> | undefined => {
    if (!rows) return undefined
    const fetching = during(`The fetch of ${rows.length} examples from the source ${source.name}`, async () =>
      source.fetch(rows, key, platformSignal(signal)),
    )
    // A failure is reported by the `await` below; without one nobody needs the examples.
    fetching.catch(() => {})
    return fetching
  }
  let next = fetch(parts[0])
  for (const [i, rows] of parts.entries()) {
    const examples = await waitFor(next!, signal).catch((error: unknown): typeof ABANDONED => {
      // A source that hears the signal rejects.
      if (signal?.aborted) return ABANDONED
      throw error
    })
    if (examples === ABANDONED) return
    next = fetch(parts[i + 1])
    checkBatch(source.name, examples)
    const count = countExamples(examples)
    if (count !== rows.length)
      throw new TrainError(`The source ${source.name} was asked for ${rows.length} examples, but fetched ${count}.`)
    yield examples
  }
}
