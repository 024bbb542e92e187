import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/rng`: the message says what was given, what is allowed and what to write instead.
 *
 * @example
 * ```ts
 * import { key, RngError } from '@thinned/rng'
 *
 * try {
 *   key(0.5)
 * } catch (error) {
 *   console.log(error instanceof RngError) // true
 * }
 * ```
 */
export class RngError extends ThinnedError {
  override readonly name: string = 'RngError'
}

/** A value as text for an error message: short, and never an error itself. */
export function formatValue(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (Object.is(value, -0)) return '-0'
  if (Array.isArray(value)) return formatArray(value)
  if (typeof value === 'object' && value !== null) return `an object (${value.constructor?.name ?? 'no prototype'})`
  return typeof value === 'symbol' || typeof value === 'function' ? `a ${typeof value}` : `${value}`
}

function formatArray(values: unknown[]): string {
  if (values.length > 4) return `an array of ${values.length}`
  // One level deep, so that an array that holds itself ends.
  return `[${values.map((each) => (Array.isArray(each) ? 'an array' : formatValue(each))).join(', ')}]`
}
