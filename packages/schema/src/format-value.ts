/**
 * A value as text for a message: short, on one line, and never an error itself.
 *
 * @example
 * ```ts
 * import { formatValue } from '@thinned/schema'
 *
 * console.log(formatValue('a'), formatValue([1, 'b']), formatValue(new Float32Array(3))) // "a" [1, "b"] a Float32Array of 3
 * ```
 */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return value.name ? `the function ${functionName(value)}` : 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  if (Array.isArray(value)) return formatArray(value)
  if (typeof value === 'object' && value !== null) return formatObject(value)
  return Object.is(value, -0) ? '-0' : `${value}`
}

/**
 * The name of a function as its source has it, without the `$1` that a bundler adds where two functions have one name.
 *
 * @example
 * ```ts
 * import { functionName } from '@thinned/schema'
 *
 * const normal$1 = (): number => 0
 * console.log(functionName(normal$1)) // normal
 * ```
 */
export function functionName(value: { readonly name: string }): string {
  return value.name.replace(/\$\d+$/, '')
}

function formatArray(values: readonly unknown[]): string {
  if (values.length > 4) return `an array of ${values.length}`
  // One level deep, so that an array that holds itself ends.
  return `[${values.map((value) => (Array.isArray(value) ? 'an array' : formatValue(value))).join(', ')}]`
}

function formatObject(value: object): string {
  if (ArrayBuffer.isView(value) && 'length' in value) return `a ${nameOf(value)} of ${value.length}`
  if ('then' in value) return 'a Promise (await it)'
  const name = nameOf(value)
  if (name !== 'Object') return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`
  const keys = Object.keys(value)
  return keys.length === 0 ? '{}' : `{ ${keys.slice(0, 4).join(', ')}${keys.length > 4 ? ', …' : ''} }`
}

/** The name of a value's class, also where the value comes from another realm. */
function nameOf(value: object): string {
  const maker: unknown = value.constructor
  return typeof maker === 'function' && maker.name ? functionName(maker) : 'Object'
}
