import type { JsonValue, Layer } from '@thinned/nn'
import { DropoutError } from './dropout-error.ts'
import type { VariantFacts } from './variant-facts.ts'
import * as variants from './variants/index.ts'

/** A layer's kind and settings, as checkpoints hold them. */
export type Description = { readonly kind: string } & { readonly [setting: string]: JsonValue }

/**
 * The layer that `{ kind, ...layer.options }` describes, by its variant's name. Brings all variants into a bundle.
 *
 * @throws {DropoutError} where no variant has the kind, where it stands around another layer, and where a setting was a schedule, which is a function.
 *
 * @example
 * ```ts
 * import { dropout, revive } from '@thinned/dropout'
 *
 * const { kind, options } = dropout({ keep: 0.8, sharedAxes: [1] })
 * const text = JSON.stringify({ kind, ...options })
 * console.log(revive(JSON.parse(text)).options) // { keep: 0.8, sharedAxes: [ 1 ] }
 * ```
 */
export function revive({ kind, ...settings }: Description): Layer {
  const found = Object.entries(variants).find(([name]) => name === `${kind}Facts`)?.[1] as
    | VariantFacts<never>
    | undefined
  if (!found)
    throw new DropoutError(
      `revive was given the kind "${kind}"; it knows ${kinds().join(', ')}. Build other layers in code.`,
    )
  if (found.wraps)
    throw new DropoutError(
      `revive was given a ${kind}, which stands around a layer that a description does not hold. Build it in code.`,
    )
  const scheduled = Object.entries(settings).find(([, value]) => value === 'schedule')
  if (scheduled)
    throw new DropoutError(
      `revive was given a ${kind} whose ${scheduled[0]} was a schedule, a function, which a description does not hold. Build it in code.`,
    )
  return found.make(settings as never)
}

function kinds(): string[] {
  return Object.keys(variants)
    .filter((name) => name.endsWith('Facts'))
    .map((name) => name.slice(0, -'Facts'.length))
}
