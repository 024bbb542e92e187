import { formatValue } from './format-value.ts'

/** What a value may be. `read` gives the value back, checked, or throws a `Fault`. */
export interface Schema<T = unknown> {
  /** What it takes, as it stands in a message: 'a number from 0'. */
  readonly takes: string
  /** The value, or what stands for it: a default, or a number for its text. `path` is where it was found, '' at the root. */
  read(value: unknown, path: string): T
}

/**
 * What is wrong with a value, and where. The boundary that called `read` makes a message and an error of it.
 *
 * @example
 * ```ts
 * import { Fault } from '@thinned/schema'
 *
 * console.log(new Fault('steps', 0, 'an integer from 1').message) // steps is 0; it takes an integer from 1.
 * ```
 */
export class Fault extends Error {
  override readonly name = 'Fault'

  readonly path: string
  readonly value: unknown
  readonly takes: string
  /** A field that the object at `path` does not have, of those in `names`. */
  readonly unknown: { readonly name: string; readonly names: readonly string[] } | undefined

  constructor(path: string, value: unknown, takes: string, unknown?: Fault['unknown']) {
    super(`${path} is ${formatValue(value)}; it takes ${takes}.`)
    this.path = path
    this.value = value
    this.takes = takes
    this.unknown = unknown
  }
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Values that pass a test. The other schemas are made of it. `advise` says what to write in place of a value that does not: a sentence without its period.
 *
 * @example
 * ```ts
 * import { value } from '@thinned/schema'
 *
 * const even = value<number>('an even number', (x) => (x as number) % 2 === 0)
 * console.log(even.takes, even.read(4, 'x')) // an even number 4
 * ```
 */
export function value<T>(
  takes: string,
  fits: (value: unknown) => boolean,
  advise: (value: unknown) => string | undefined = () => undefined,
): Schema<T> {
  return {
    takes,
    read(value, path) {
      if (fits(value)) return value as T
      const advice = advise(value)
      throw new Fault(path, value, advice ? `${takes}. ${advice}` : takes)
    },
  }
}

export interface NumberRange {
  /** The least number allowed. Default: the least finite one. */
  readonly from?: number
  /** The largest number allowed. */
  readonly to?: number
  /** Numbers are above this one. */
  readonly above?: number
  /** Numbers are below this one. */
  readonly below?: number
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Finite numbers of a range. `example` ends the message: ', such as 0.9'.
 *
 * @example
 * ```ts
 * import { number } from '@thinned/schema'
 *
 * console.log(number({ from: 0, below: 1 }, ', such as 0.9').takes) // a number from 0 to below 1, such as 0.9
 * ```
 */
export function number(range: NumberRange = {}, example = ''): Schema<number> {
  return value(`a${describeRange(range, ' finite number', ' number')}${example}`, (x) => isIn(x, range))
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Safe integers of a range.
 *
 * @example
 * ```ts
 * import { integer } from '@thinned/schema'
 *
 * console.log(integer({ from: 1 }).read(3, 'steps')) // 3
 * ```
 */
export function integer(range: NumberRange = {}, example = ''): Schema<number> {
  return value(
    `an${describeRange(range, ' integer', ' integer')}${example}`,
    (x) => Number.isSafeInteger(x) && isIn(x, range),
  )
}

function isIn(
  x: unknown,
  { from = -Infinity, to = Infinity, above = -Infinity, below = Infinity }: NumberRange,
): boolean {
  return (
    Number.isFinite(x) && (x as number) >= from && (x as number) <= to && (x as number) > above && (x as number) < below
  )
}

function describeRange({ from, to, above, below }: NumberRange, unbounded: string, bounded: string): string {
  const low = from === undefined ? (above === undefined ? '' : ` above ${above}`) : ` from ${from}`
  const high = to === undefined ? (below === undefined ? '' : `below ${below}`) : `${to}`
  if (!low && !high) return unbounded
  if (!high) return bounded + low
  if (!low) return `${bounded} ${to === undefined ? high : `up to ${high}`}`
  return `${bounded}${low} ${from === undefined ? (to === undefined ? 'and' : 'and at most') : 'to'} ${high}`
}

/**
 * True or false; a text such as 'false' is refused.
 *
 * @example
 * ```ts
 * import { boolean } from '@thinned/schema'
 *
 * console.log(boolean.read(true, 'bias')) // true
 * ```
 */
export const boolean: Schema<boolean> = /* @__PURE__ */ value('true or false', (x) => typeof x === 'boolean')

/**
 * Texts.
 *
 * @example
 * ```ts
 * import { text } from '@thinned/schema'
 *
 * console.log(text.read('linear1', 'name')) // linear1
 * ```
 */
export const text: Schema<string> = /* @__PURE__ */ value('a text', (x) => typeof x === 'string')

/* @__NO_SIDE_EFFECTS__ */
/**
 * Functions. `takes` says which.
 *
 * @example
 * ```ts
 * import { func } from '@thinned/schema'
 *
 * console.log(func('a schedule').takes) // a schedule
 * ```
 */
export function func<T>(takes = 'a function'): Schema<T> {
  return value(takes, (x) => typeof x === 'function')
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * One of these texts, numbers or booleans.
 *
 * @example
 * ```ts
 * import { oneOf } from '@thinned/schema'
 *
 * console.log(oneOf('min', 'max').takes) // 'min' or 'max'
 * ```
 */
export function oneOf<const T extends string | number | boolean>(...values: readonly T[]): Schema<T> {
  const shown = values.map((x) => (typeof x === 'string' ? `'${x}'` : `${x}`))
  return value(joined(shown, 'or'), (x) => values.includes(x as T))
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Values of the first schema that takes them.
 *
 * @example
 * ```ts
 * import { either, integer, oneOf } from '@thinned/schema'
 *
 * console.log(either<number | 'all'>(integer({ from: 1 }), oneOf('all')).takes) // an integer from 1, or 'all'
 * ```
 */
export function either<T>(...schemas: readonly Schema<T>[]): Schema<T> {
  const takes = schemas.map((schema) => schema.takes).join(', or ')
  return {
    takes,
    read(value, path) {
      for (const schema of schemas)
        try {
          return schema.read(value, path)
        } catch (fault) {
          // A fault inside says more than that nothing fits.
          if (!(fault instanceof Fault) || fault.path !== path || fault.unknown) throw fault
        }
      throw new Fault(path, value, takes)
    },
  }
}

/**
 * Words as a list in a sentence: a, b and c.
 *
 * @example
 * ```ts
 * import { joined } from '@thinned/schema'
 *
 * console.log(joined(['a', 'b', 'c'], 'and')) // a, b and c
 * ```
 */
export function joined(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
