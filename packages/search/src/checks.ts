import { isKey, type Key } from '@thinned/rng'
import {
  Fault,
  type Fields,
  formatValue,
  integer,
  list,
  number,
  type OtherNames,
  oneOf,
  onlyOptions,
  optional,
  options,
  type Read,
  record,
  type Schema,
  text,
  value,
  withDefault,
} from '@thinned/schema'
import type { SearchCallback } from './callbacks/search-callback.ts'
import { SearchError } from './search-error.ts'
import type { SearchOptions } from './search-options.ts'
import type { Dimension, Space } from './space.ts'
import type { Strategy } from './strategy.ts'

/** @throws {SearchError} unless both ends are finite and `low` is below `high`. */
export function checkRange(owner: string, low: number, high: number): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw new SearchError(`${owner} was given the range from ${low} to ${high}; it takes two numbers, the lower first.`)
}

/** Budgets, and the like. */
export const aboveZero: Schema<number> = /* @__PURE__ */ number({ above: 0 })

/** Counts. */
export const fromOne: Schema<number> = /* @__PURE__ */ integer({ from: 1 })

/** Reads the options of a function of this package. */
export function searchOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return options(caller, SearchError, fields, otherNames)
}

const isDimension = (given: unknown): boolean =>
  typeof (given as Partial<Dimension> | null | undefined)?.quantile === 'function'

/** One dimension of a space. What stands for it by mistake is a value, or a list of values. */
const dimension: Schema<Dimension> = {
  takes: 'uniform, logUniform, integer or choice',
  read(given, path) {
    if (isDimension(given)) return given as Dimension
    const text = JSON.stringify(given)
    const advice = Array.isArray(given) ? `One of these is choice(${text})` : `A fixed one is choice([${text}])`
    throw new Fault(path, given, `${this.takes}. ${advice}`)
  },
}

const callback: Schema<SearchCallback> = value(
  'an object of functions named start, report, trial and stop, such as searchProgress(process.stderr)',
  (given) => typeof given === 'object' && given !== null,
)

const read = searchOptions(
  'search',
  {
    trial: value<URL>(
      "the URL of a module, such as new URL('./trial.ts', import.meta.url)",
      (given) => given instanceof URL,
    ),
    space: record(dimension, 'an object of dimensions, such as { keep: uniform(0.3, 1) }'),
    strategy: value<Strategy>(
      'a strategy, such as random({ trials: 20 })',
      (given) => typeof (given as Partial<Strategy> | null)?.round === 'function',
    ),
    key: value<Key>('a key, such as key(42)', isKey),
    mode: withDefault(oneOf('min', 'max'), 'min'),
    workers: optional(fromOne),
    trialSeconds: optional(aboveZero),
    log: optional(text),
    signal: optional(
      value<AbortSignal>(
        'the signal of an AbortController',
        (given) => typeof (given as Partial<AbortSignal> | null)?.addEventListener === 'function',
      ),
    ),
    callbacks: withDefault(list(callback, 'a list of callbacks'), []),
  } satisfies Fields<SearchOptions<Space>>,
  { direction: 'mode', parameters: 'space', nTrials: 'the number of trials in the strategy', timeout: 'trialSeconds' },
)

/** Checks the options before any work. */
export function checkSearchOptions(given: SearchOptions<Space>): void {
  const { space, callbacks } = read(given)
  if (Object.keys(space).length === 0)
    throw new SearchError('search was given no settings; give it a space, such as { keep: uniform(0.3, 1) }.')
  for (const each of callbacks) checkCallback(each)
}

const EVENTS = ['start', 'report', 'trial', 'stop'] as const

function checkCallback(given: SearchCallback): void {
  checkEvents(given)
  for (const name of EVENTS) {
    const listener: unknown = given[name]
    if (listener !== undefined && typeof listener !== 'function')
      throw new SearchError(`A callback was given ${name} ${formatValue(listener)}; it takes a function.`)
  }
}

const checkEvents = onlyOptions('a callback', SearchError, EVENTS, {
  onTrial: 'trial',
  onReport: 'report',
})
