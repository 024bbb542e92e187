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

/** Counts of classes, bins and samples. */
export const fromOne: Schema<number> = /* @__PURE__ */ integer({ from: 1 })
