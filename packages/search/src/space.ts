import { bits, foldIn, type Key, uniform } from '@thinned/rng'
import type { JsonObject, JsonValue } from './json.ts'

/** The distribution of one setting. */
export interface Dimension<Value extends JsonValue = JsonValue> {
  /** The description in the log. */
  readonly settings: JsonObject
  /** The quantile at p in [0, 1): a uniform p draws a value. */
  quantile(p: number): Value
  /** The bits of p that a draw needs. Default 24. */
  readonly bits?: 24 | 53
  /** The values of a grid, in order: at most `points`, from end to end, or all values of a choice. */
  gridValues(points: number): readonly Value[]
}

/** The dimensions of a search, by the name of the setting. */
export type Space = { readonly [name: string]: Dimension }

/** The settings of a trial of a space. */
export type SettingsOf<S extends Space> = {
  readonly [Name in keyof S]: S[Name] extends Dimension<infer Value> ? Value : never
}

/** The settings of a trial. Each draws from a separate key, search → 'settings' → index → name: no setting depends on another. */
export function drawSettings(space: Space, key: Key, index: number): JsonObject {
  const trialKey = foldIn(foldIn(key, 'settings'), index)
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension]) => [
      name,
      dimension.quantile(
        dimension.bits === 53 ? fineUniform(foldIn(trialKey, name)) : uniform(foldIn(trialKey, name), 1)[0]!,
      ),
    ]),
  )
}

/** In [0, 1), with 53 bits; the upper 24 are those of `uniform`. */
function fineUniform(key: Key): number {
  const [upper, lower] = bits(key, 2) as unknown as [number, number]
  return (upper * 0x200000 + (lower >>> 11)) / 0x20000000000000
}

/** Fractions from 0 to 1 in equal steps; a single one is 0.5. */
export function gridFractions(points: number): readonly number[] {
  return points === 1 ? [0.5] : Array.from({ length: points }, (_, i) => i / (points - 1))
}
