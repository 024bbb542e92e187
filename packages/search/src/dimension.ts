import type { JsonObject, JsonValue } from './json.ts'

/** The values of one setting. */
export interface Dimension<Value extends JsonValue = JsonValue> {
  /** What a log compares. */
  readonly settings: JsonObject
  /** The value at a place in [0, 1): equal parts of it are equally likely. */
  at(place: number): Value
  /** About as many values that cover it, its ends among them, in order. */
  spread(points: number): readonly Value[]
}

/** The settings that are searched, by name. */
export type Space = { readonly [name: string]: Dimension }

/** The settings of a trial of a space. */
export type SettingsOf<S extends Space> = {
  readonly [Name in keyof S]: S[Name] extends Dimension<infer Value> ? Value : never
}
