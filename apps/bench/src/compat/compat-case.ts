/** What a program printed, by name. JSON has no NaN and no infinity: they are text. */
export type Values = Readonly<Record<string, Value>>
export type Value = boolean | number | string | readonly (number | string)[]

/**
 * A mistake that was reported of a library, or read in its source: what both are asked, and what is right. The library's program is
 * `peers/compat/<name>.mjs`.
 */
export interface CompatCase {
  readonly name: string
  /** What should hold, in a line. */
  readonly title: string
  /** The library, as npm names it. */
  readonly library: string
  /** Where somebody reported it, if anybody did. */
  readonly reported?: string
  /** The library's call. */
  readonly asked: string
  readonly right: string
  /** Whether what was printed, by the library or by Thinned, is right. */
  holds(values: Values): boolean
  /** What Thinned gives for the same. */
  thinned(): Values | Promise<Values>
}

/** A value as a list of numbers; those that were text are NaN or an infinity. */
export function numbersOf(value: Value | undefined): number[] {
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'boolean' ? Number.NaN : Number(one)))
}

export const isText = (value: Value | undefined): value is string => typeof value === 'string' && value.length > 0
