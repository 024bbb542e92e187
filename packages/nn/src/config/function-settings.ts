import type { JsonValue } from '../layer.ts'

/** The settings of a function, its name among them. */
export type FunctionSettings = { readonly name: string } & { readonly [setting: string]: JsonValue }

/**
 * Gives a schedule or an objective of your own settings by which a checkpoint tells it from another: change them whenever the
 * function gives other numbers. Without them a checkpoint knows only that there was a function, and accepts any in its place.
 *
 * @example
 * ```ts
 * import { describeFunction, withSettings } from '@thinned/nn'
 *
 * const zigzag = withSettings({ name: 'zigzag', low: 0.1, high: 0.2 }, ({ epoch }: { epoch: number }) => (epoch % 2 ? 0.2 : 0.1))
 * console.log(describeFunction(zigzag)) // { name: 'zigzag', low: 0.1, high: 0.2 }
 * ```
 */
export function withSettings<F extends (...given: never[]) => unknown>(settings: FunctionSettings, described: F): F {
  return Object.assign(described, { settings })
}

/**
 * A schedule, loss or objective as a checkpoint holds it: itself where it is plain, its settings, or that it is a function.
 *
 * @example
 * ```ts
 * import { describeFunction } from '@thinned/nn'
 *
 * console.log(describeFunction(0.5), describeFunction(() => 0.5)) // 0.5 a function without settings
 * ```
 */
export function describeFunction(given: JsonValue | ((...given: never[]) => unknown)): JsonValue {
  if (typeof given !== 'function') return given
  return settingsOf(given) ?? 'a function without settings'
}

/** The settings that `withSettings` gave a function. */
export function settingsOf(fn: (...args: never[]) => unknown): FunctionSettings | undefined {
  return (fn as { settings?: FunctionSettings }).settings
}
