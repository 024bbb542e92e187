import { countExamples } from '@thinned/data'
import type { Key } from '@thinned/rng'
import { TrainError } from '../train-error.ts'
import type { Examples, Source } from './tensors.ts'

/** The examples of each part in turn; those of the next are asked for before these are worked on. */
export async function* fetchAhead(
  source: Source,
  parts: readonly Uint32Array[],
  key?: Key,
): AsyncGenerator<Examples, void, void> {
  const ask = (rows: Uint32Array | undefined): ReturnType<typeof source.fetch> | undefined => {
    const asked = rows && source.fetch(rows, key)
    // Whether it failed is seen where it is awaited, if it still is by then.
    asked?.catch(() => {})
    return asked
  }
  let next = ask(parts[0])
  for (const [i, rows] of parts.entries()) {
    const examples = await next!
    next = ask(parts[i + 1])
    const count = countExamples(examples)
    if (count !== rows.length)
      throw new TrainError(`The source ${source.name} was asked for ${rows.length} examples, but fetched ${count}.`)
    yield examples
  }
}
