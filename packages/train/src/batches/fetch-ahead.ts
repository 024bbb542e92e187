import { countExamples } from '@thinned/data'
import type { Key } from '@thinned/rng'
import { TrainError } from '../train-error.ts'
import type { Examples, Source } from './tensors.ts'

/** The examples of each part, in order. It fetches the next part before the caller works on this one. */
export async function* fetchAhead(
  source: Source,
  parts: readonly Uint32Array[],
  key?: Key,
): AsyncGenerator<Examples, void, void> {
  const fetch = (rows: Uint32Array | undefined): ReturnType<typeof source.fetch> | undefined => {
    const fetching = rows && source.fetch(rows, key)
    // A failure is reported by the `await` below; without one nobody needs the examples.
    fetching?.catch(() => {})
    return fetching
  }
  let next = fetch(parts[0])
  for (const [i, rows] of parts.entries()) {
    const examples = await next!
    next = fetch(parts[i + 1])
    const count = countExamples(examples)
    if (count !== rows.length)
      throw new TrainError(`The source ${source.name} was asked for ${rows.length} examples, but fetched ${count}.`)
    yield examples
  }
}
