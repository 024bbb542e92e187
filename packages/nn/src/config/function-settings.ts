import type { JsonValue } from '../layer.ts'

/** The settings of a function, its name among them. */
export type FunctionSettings = { readonly name: string } & { readonly [setting: string]: JsonValue }

/**
 * Gives settings to your schedule or objective. A checkpoint stores them and compares them on resume, so change them whenever the function gives other
 * numbers. Of a function without settings a checkpoint knows only that there was one, and accepts any other.
 *
 * @example
 * ```ts
 * import { describeFunction, withSettings } from '@thinned/nn'
 *
 * const zigzag = withSettings({ name: 'zigzag', low: 0.1, high: 0.2 }, ({ epoch }: { epoch: number }) => (epoch % 2 ? 0.2 : 0.1))
 * console.log(describeFunction(zigzag)) // { name: 'zigzag', low: 0.1, high: 0.2 }
 * ```
 */
export function withSettings<Args extends readonly unknown[], Result>(
  settings: FunctionSettings,
  fn: (...args: Args) => Result,
): (...args: Args) => Result {
  return Object.assign(fn, { settings })
}

/**
 * A loss, an objective or a setting as a checkpoint stores it: plain JSON as it is, a function by its settings.
 *
 * @example
 * ```ts
 * import { describeFunction } from '@thinned/nn'
 *
 * console.log(describeFunction(0.5), describeFunction(() => 0.5)) // 0.5 a function without settings
 * ```
 */
export function describeFunction(value: JsonValue | ((...args: never[]) => unknown)): JsonValue {
  if (typeof value !== 'function') return value
  return settingsOf(value) ?? 'a function without settings'
}

/** The settings that `withSettings` gave a function. */
export function settingsOf(fn: (...args: never[]) => unknown): FunctionSettings | undefined {
  return (fn as { settings?: FunctionSettings }).settings
}
