import {
  type Fields,
  formatValue,
  functionName,
  type OtherNames,
  optional,
  options,
  type Read,
  type Schema,
  text,
  value,
} from '@thinned/schema'
import type { Backend } from '@thinned/tensor'
import type { Initializer, Layer } from './layer.ts'
import { NnError } from './nn-error.ts'
import { makesSchedules, type Schedule } from './schedule.ts'

/** Reads the options of a function of this package. */
/* @__NO_SIDE_EFFECTS__ */
export function nnOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return options(caller, NnError, fields, otherNames)
}

const hasMethod =
  (name: string) =>
  (given: unknown): boolean =>
    typeof given === 'object' && given !== null && typeof (given as Record<string, unknown>)[name] === 'function'

/** Whether a value can stand where a layer does. */
export const isLayer: (given: unknown) => boolean = hasMethod('forward')

/**
 * Refuses a layer of a chain that is none, such as a list of layers or a function that was not called.
 *
 * @throws {NnError} that says what to write.
 */
export function checkLayer(caller: string, given: unknown, child?: string): asserts given is Layer {
  if (isLayer(given)) return
  const advice = child
    ? `The child ${child} is a layer or a model, such as linear(8, 4).`
    : Array.isArray(given)
      ? `Layers are arguments, not a list: ${caller}(linear(8, 4), relu()), or ${caller}(...layers).`
      : typeof given === 'function'
        ? callAdvice(given)
        : `Write, for example, ${caller}(linear(8, 4), relu()).`
  throw new NnError(`${caller} was given ${formatValue(given)} as a layer. ${advice}`)
}

/** What makers of layers are called with, by their names. */
const exampleArguments: readonly (readonly [RegExp, string])[] = [
  [/^(linear|embedding|rnn|gru|lstm)$/, '8, 4'],
  [/^conv\dd$/, '8, 4, { kernel: 3 }'],
  [/Pool\dd$/, '2'],
  [/^(layer|batch)Norm$/, '8'],
]

/** How to call a function that makes a layer. */
function callAdvice(given: { readonly name: string; readonly length: number }): string {
  const name = functionName(given)
  const known = exampleArguments.find(([pattern]) => pattern.test(name))
  if (known) return `Call it, as in ${name}(${known[1]}).`
  return given.length === 0
    ? `Call it, as in ${name || 'relu'}().`
    : 'Call it with what it takes, as in linear(8, 4) or dropout({ keep: 0.8 }).'
}

/** @throws {NnError} on what is no model. */
export function checkModel(caller: string, given: unknown): void {
  if (!isLayer(given))
    throw new NnError(
      `${caller} was given ${formatValue(given)} as its model; it takes a layer or a model, such as sequential(linear(8, 4), relu()).`,
    )
}

/** Where tensors are. */
export const backend: Schema<Backend> = /* @__PURE__ */ value('a backend, such as await wasm()', hasMethod('read'))

/** A layer in a slot. */
export const layer: Schema<Layer> = /* @__PURE__ */ value('a layer, such as dropout({ keep: 0.8 })', isLayer)

export const initializer: Schema<Initializer> = /* @__PURE__ */ value(
  'an initializer, such as initializers.he()',
  hasMethod('make'),
)

/** A number, or a function of the moment. */
export const schedule: Schema<Schedule> = /* @__PURE__ */ value('a number, or a schedule', (given) =>
  typeof given === 'function' ? !makesSchedules(given) : Number.isFinite(given),
)

/** The name of a layer in its parent, which `sequential` checks further. */
export const name: Schema<string | undefined> = /* @__PURE__ */ optional(text)

/** The options of a layer that has none but its name. */
/* @__NO_SIDE_EFFECTS__ */
export function nameOnly(caller: string): (given: unknown) => { readonly name: string | undefined } {
  return nnOptions(caller, { name } satisfies Fields<{ name?: string }>)
}

/**
 * Refuses counts that are not integers from 1.
 *
 * @throws {NnError} naming the first of them.
 */
export function checkCounts(caller: string, counts: Readonly<Record<string, unknown>>): void {
  for (const [what, count] of Object.entries(counts))
    if (!Number.isSafeInteger(count) || (count as number) < 1)
      throw new NnError(`${caller} was given ${formatValue(count)} ${what}; it takes an integer from 1.`)
}
