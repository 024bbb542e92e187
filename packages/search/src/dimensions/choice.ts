import { formatValue } from '@thinned/schema'
import { isJson, type JsonValue } from '../json.ts'
import { SearchError } from '../search-error.ts'
import type { Dimension } from '../space.ts'

/**
 * One of these values, all equally likely. A single value is a fixed setting.
 *
 * @throws {SearchError} where there is none, or one that JSON changes.
 * @example
 * ```ts
 * import { choice } from '@thinned/search'
 *
 * console.log(choice(['relu', 'gelu']).quantile(0.7)) // gelu
 * ```
 */
export function choice<const Value extends JsonValue>(values: readonly Value[]): Dimension<Value> {
  if (!Array.isArray(values))
    throw new SearchError(
      `choice was given ${formatValue(values)}; it takes a list of values, as in choice(['relu', 'tanh']).`,
    )
  if (values.length === 0) throw new SearchError('choice was given no values; it takes one or more.')
  const changed = values.findIndex((value) => !isJson(value))
  if (changed >= 0)
    throw new SearchError(
      `choice was given ${String(values[changed])}, which a log cannot hold; it takes null, booleans, finite numbers, strings, and arrays and objects of them.`,
    )
  return {
    settings: { kind: 'choice', values },
    quantile: (p) => values[Math.floor(p * values.length)]!,
    gridValues: () => values,
  }
}
