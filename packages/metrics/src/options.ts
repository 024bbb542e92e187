import { integer, type OtherNames, options, type Read, type Schema } from '@thinned/schema'
import { MetricsError } from './metrics-error.ts'

/** Reads the options of a function of this package. */
/* @__NO_SIDE_EFFECTS__ */
export function metricOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return options(caller, MetricsError, fields, otherNames)
}

/** Counts of samples and of what takes no memory. */
export const fromOne: Schema<number> = /* @__PURE__ */ integer({ from: 1 })

/** Numbers of bins, which all take memory before the first example. */
export const binCount: Schema<number> = /* @__PURE__ */ integer({ from: 1, to: 100_000 })
