import { foldIn, integers, isKey, type Key } from '@thinned/rng'
import { type Fields, formatValue, number, oneOf, value, withDefault } from '@thinned/schema'
import { type Metric, measure } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'
import { fromOne, metricOptions } from '../options.ts'
import { type Bootstrapped, INTERVAL_METHODS } from './interval-endpoints.ts'

export interface BootstrapOptions {
  /** The same key draws the same resamples. */
  readonly key: Key
  /** How often all n examples are drawn, with replacement. Default 1000; for BCa and p-values take some thousands. */
  readonly resamples?: number
  /** How often such an interval holds the true value, in (0, 1). Default 0.95. */
  readonly level?: number
  /**
   * 'percentile' (default): quantiles of the resampled values. 'bca': these corrected for bias and for a spread that changes with the
   * value (Efron 1987), which is better for skewed metrics and few examples; it measures n times more, each time without one example.
   */
  readonly method?: 'percentile' | 'bca'
}

const fields = {
  key: value<Key>('a key to draw by, such as key(7)', isKey),
  resamples: withDefault(fromOne, 1000),
  level: withDefault(number({ above: 0, below: 1 }, ', such as 0.95'), 0.95),
  method: withDefault(oneOf('percentile', 'bca'), 'percentile'),
} satisfies Fields<BootstrapOptions>

export interface Interval {
  /** The metric of all examples. */
  readonly value: number
  readonly low: number
  readonly high: number
  /** How many resamples were drawn again, because the metric was not defined for them (AUROC without one of the classes). */
  readonly redrawn: number
}

/** A metric, and how to take any examples for it. */
export interface Resampling<State, Batch> {
  readonly metric: Metric<State, Batch, number>
  readonly count: number
  readonly take: (examples: ArrayLike<number>) => Batch
}

/** An interval, and the resampled values. */
export function bootstrap<State, Batch>(
  name: string,
  resampling: Resampling<State, Batch>,
  options: BootstrapOptions,
): { interval: Interval; resampled: Float64Array } {
  const { key, resamples, level, method } = metricOptions(name, fields, {
    alpha: 'level',
    confidence: 'level',
    n: 'resamples',
  })(options)
  const all = Array.from({ length: resampling.count }, (_, i) => i)
  const whole = measure(resampling.metric, resampling.take(all))
  if (!Number.isFinite(whole))
    throw new MetricsError(
      `${name} measured ${formatValue(whole)} of all examples; an interval is one of finite numbers.`,
    )
  const { resampled, redrawn } = resample(name, resampling, key, resamples)
  const bootstrapped: Bootstrapped = { value: whole, resampled, leftOut: () => leaveOneOut(name, resampling, all) }
  const [low, high] = INTERVAL_METHODS[method](bootstrapped, level)
  return { interval: { value: whole, low, high, redrawn }, resampled }
}

/** The values of the resamples, rising. Attempt a at resample r draws from foldIn(foldIn(key, r), a). */
function resample<State, Batch>(
  name: string,
  { metric, count, take }: Resampling<State, Batch>,
  key: Key,
  resamples: number,
): { resampled: Float64Array; redrawn: number } {
  const resampled = memoryFor(name, resamples)
  let redrawn = 0
  for (let r = 0; r < resamples; r++) {
    for (let attempt = 0; ; attempt++) {
      const examples = integers(foldIn(foldIn(key, r), attempt), count, { high: count })
      const value = ifDefined(() => measure(metric, take(examples)))
      if (value !== undefined) {
        resampled[r] = value
        break
      }
      redrawn++
      if (redrawn > resamples)
        throw new MetricsError(
          `${name} drew ${r + redrawn} resamples, and ${metric.name} is defined for ${r} of them; measure more examples of the rare classes.`,
        )
    }
  }
  return { resampled: resampled.sort(), redrawn }
}

function memoryFor(name: string, resamples: number): Float64Array {
  try {
    return new Float64Array(resamples)
  } catch (cause) {
    throw new MetricsError(
      `${name} was given ${resamples} resamples, for which there is no memory; give some thousands.`,
      {
        code: 'out-of-memory',
        cause,
      },
    )
  }
}

/** All examples passed the checks before. So an error now, or NaN, means that the metric is not defined for these. */
function ifDefined(compute: () => number): number | undefined {
  try {
    const value = compute()
    return Number.isNaN(value) ? undefined : value
  } catch (error) {
    if (error instanceof MetricsError) return undefined
    throw error
  }
}

/** The value without each example, in n log n updates: a state takes one half of the examples, and recursion leaves out the other. */
function leaveOneOut<State, Batch>(
  name: string,
  { metric, count, take }: Resampling<State, Batch>,
  all: readonly number[],
): Float64Array {
  const values = new Float64Array(count)
  const within = (from: number, to: number, others: State): void => {
    if (to - from > 1) {
      const middle = Math.floor((from + to) / 2)
      within(from, middle, metric.update(others, take(all.slice(middle, to))))
      within(middle, to, metric.update(others, take(all.slice(from, middle))))
      return
    }
    const value = ifDefined(() => metric.compute(others))
    if (value === undefined)
      throw new MetricsError(
        `${name} leaves out each example once for BCa, and ${metric.name} is not defined without example ${from}; use { method: 'percentile' }.`,
      )
    values[from] = value
  }
  within(0, count, metric.empty())
  return values
}
