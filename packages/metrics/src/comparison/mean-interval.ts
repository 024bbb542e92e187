import { type Fields, formatValue, number, withDefault } from '@thinned/schema'
import { studentQuantile } from '../distributions/student-t.ts'
import { MetricsError } from '../metrics-error.ts'
import { metricOptions } from '../options.ts'
import { NO_MOMENTS, withValues } from '../states/moments.ts'

export interface MeanIntervalOptions {
  /** How often such an interval holds the true mean, in (0, 1). Default 0.95. */
  readonly level?: number
}

export interface MeanInterval {
  /** The mean of the values. */
  readonly value: number
  readonly low: number
  readonly high: number
  /** The standard deviation of the values, from their sum of squares over n − 1. */
  readonly deviation: number
}

const read = metricOptions(
  'meanInterval',
  {
    level: withDefault(number({ above: 0, below: 1 }, ', such as 0.95'), 0.95),
  } satisfies Fields<MeanIntervalOptions>,
  { alpha: 'level', confidence: 'level' },
)

/**
 * The mean of independent values, such as the errors of runs with several seeds, with the interval of Student's t. Of two ways to train, give the
 * differences of runs with the same seed: what the seeds have in common cancels. If the interval of the differences holds 0, the runs do not tell which is better.
 *
 * @param values - from two; of about normal distribution, or many.
 * @throws {MetricsError} on fewer than two values, on values that are not finite, and on a level outside (0, 1).
 *
 * @example
 * ```ts
 * import { meanInterval } from '@thinned/metrics'
 *
 * const [plain, dropout] = [[0.19, 0.21, 0.17, 0.18], [0.16, 0.17, 0.15, 0.14]]
 * const { value, low, high } = meanInterval(dropout.map((error, seed) => error - plain[seed]!))
 * console.log(value.toFixed(4), low.toFixed(4), high.toFixed(4)) // -0.0325 -0.0477 -0.0173
 * ```
 */
export function meanInterval(values: ArrayLike<number>, options: MeanIntervalOptions = {}): MeanInterval {
  const { level } = read(options)
  check(values)
  const { count, mean, squares } = withValues(NO_MOMENTS, values)
  const deviation = Math.sqrt(squares / (count - 1))
  const half = deviation === 0 ? 0 : (studentQuantile(level, count - 1) * deviation) / Math.sqrt(count)
  return { value: mean, low: mean - half, high: mean + half, deviation }
}

function check(values: unknown): void {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values) // a DataView has no length
  if (!isList || !((values as ArrayLike<number>).length >= 2))
    throw new MetricsError(
      `meanInterval was given ${formatValue(values)}; it takes a list of at least two numbers, such as the errors of runs with several seeds.`,
    )
  const wrong = Array.from(values as ArrayLike<unknown>).findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0)
    throw new MetricsError(
      `meanInterval was given ${formatValue((values as ArrayLike<unknown>)[wrong])} as value ${wrong}; an interval is one of finite numbers.`,
    )
}
