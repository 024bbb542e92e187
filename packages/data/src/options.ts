import { isKey, type Key } from '@thinned/rng'
import {
  either,
  integer,
  list,
  number,
  type OtherNames,
  options,
  type Read,
  type Schema,
  text,
  value,
  withDefault,
} from '@thinned/schema'
import { DataError } from './data-error.ts'

/** Reads the options of a function of this package. */
/* @__NO_SIDE_EFFECTS__ */
export function dataOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return options(caller, DataError, fields, otherNames)
}

export const key: Schema<Key> = /* @__PURE__ */ value('a key, such as key(1)', isKey)

/** How many examples. */
export const size: Schema<number> = /* @__PURE__ */ integer({ from: 0 })

/** A standard deviation, a strength. */
export const amount: Schema<number> = /* @__PURE__ */ number({ from: 0 })

export const texts: Schema<readonly string[]> = /* @__PURE__ */ list(text, "a list of texts, such as ['a', 'b']")

/** A column, or several. */
export const columnNames: Schema<string | readonly string[]> = /* @__PURE__ */ either<string | readonly string[]>(
  text,
  texts,
)

/** What the data is called in errors. */
/* @__NO_SIDE_EFFECTS__ */
export function nameOr(name: string): Schema<string> {
  return withDefault(text, name)
}

/** What other libraries call the options of a generator. */
export const generatorNames: OtherNames = {
  n: 'size',
  samples: 'size',
  nSamples: 'size',
  n_samples: 'size',
  count: 'size',
  seed: 'key, such as key(1)',
  randomState: 'key, such as key(1)',
  random_state: 'key, such as key(1)',
  nFeatures: 'features',
  n_features: 'features',
  shuffle: 'none: examples come in a fixed order, which splitDataset and fit shuffle',
}
