import { asBatchSource, type DataSource, listArrays, type NdArray, take } from '@thinned/data'
import type { Examples, Source } from './tensors.ts'

/**
 * A source of a data set in memory whose batches lie in arrays that it holds: a batch is right until the second fetch after it, as `fetchAhead` needs.
 * Engines let tens of megabytes of old batches lie before they collect them. A source is returned as it is.
 */
export function heldBatches(data: Examples | DataSource<Examples['inputs'], Examples['targets']>): Source {
  const source = asBatchSource(data) as Source
  if ('fetch' in data) return source
  const held: [Map<number, Examples>, Map<number, Examples>] = [new Map(), new Map()]
  return {
    ...source,
    fetch: async (rows) => {
      held.reverse()
      const batch = held[0].get(rows.length)
      if (batch) {
        const from = arraysOf(data)
        for (const [i, to] of arraysOf(batch).entries()) copyRows(to, from[i]!, rows)
        return batch
      }
      const first = take(data, rows)
      held[0].set(rows.length, first)
      return first
    },
  }
}

function arraysOf({ inputs, targets, weights }: Examples): NdArray[] {
  return [...listArrays(inputs), ...listArrays(targets), ...(weights ? [weights] : [])]
}

function copyRows({ data: to }: NdArray, { data: from, shape }: NdArray, rows: ArrayLike<number>): void {
  const width = from.length / shape[0]!
  for (let i = 0; i < rows.length; i++) to.set(from.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width)
}
