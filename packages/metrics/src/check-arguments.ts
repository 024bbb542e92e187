import { formatValue } from '@thinned/schema'
import { MetricsError } from './metrics-error.ts'

/** Refuses arguments to a function that takes none: predictions and labels belong to `measure`. */
export function checkNone(
  caller: string,
  given: readonly unknown[],
  advice = `gives a metric. To measure predictions, write measure(${caller}(), batch), with a batch such as { predicted: [0, 1], labels: [0, 1] }.`,
): void {
  if (given.length === 0) return
  throw new MetricsError(
    `${caller} was given ${given.map(formatValue).join(', ')}; it takes no arguments and ${advice}`,
  )
}

/** Refuses what is no metric, such as one that was not called. */
export function checkMetric(caller: string, metric: unknown): void {
  const parts = metric as Readonly<Record<string, unknown>> | null | undefined
  if (['empty', 'update', 'merge', 'compute'].every((name) => typeof parts?.[name] === 'function')) return
  const remedy =
    typeof metric === 'function' ? `Call it: ${metric.name || 'metric'}()` : 'Give a metric, such as accuracy()'
  throw new MetricsError(`${caller} was given ${formatValue(metric)} as its metric. ${remedy}.`)
}

/** Refuses what is no batch, such as a list of labels. */
export function checkBatch(caller: string, batch: unknown, role = 'batch'): void {
  const isObject = typeof batch === 'object' && batch !== null && !Array.isArray(batch) && !ArrayBuffer.isView(batch)
  if (isObject && !(batch instanceof Promise)) return
  throw new MetricsError(
    `${caller} was given ${formatValue(batch)} as its ${role}; it takes an object of lists, such as { predicted: [0, 1], labels: [0, 1] }.`,
  )
}

/** What to write for what `predict` of @thinned/train gives, which has arrays with shapes; to append to the message of a batch. */
export function predictionAdvice(batch: object): string {
  const { mean } = batch as { readonly mean?: { readonly shape?: unknown } }
  return Array.isArray(mean?.shape) ? ' Of what predict gives, take predictionBatch(prediction).' : ''
}
