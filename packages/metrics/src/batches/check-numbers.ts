import { formatValue } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'

/** Refuses what is no list of numbers, such as one of texts: '1' and 1 are never equal, and '1' + 1 is no sum. */
export function checkNumbers(subject: string, values: unknown): asserts values is ArrayLike<number> {
  const length = typeof values === 'object' ? (values as { readonly length?: unknown } | null)?.length : undefined
  if (!Number.isSafeInteger(length))
    throw new MetricsError(
      `${subject} ${formatValue(values)}; it takes a list of numbers or a typed array. Of a tensor give await tensor.read().`,
    )
  const list = values as ArrayLike<unknown>
  // The elements of a typed array are all of one type.
  const checked = ArrayBuffer.isView(values) ? Math.min(list.length, 1) : list.length
  for (let i = 0; i < checked; i++)
    if (typeof list[i] !== 'number')
      throw new MetricsError(
        `${subject} ${formatValue(list[i])} at ${i}; it takes numbers. Turn texts into numbers with Number, and names of classes into their labels, integers from 0.`,
      )
}
