import { randomNormal } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'
import { NnError } from '../nn-error.ts'

/**
 * Normal with mean 0 and the given standard deviation, from 0.
 *
 * @example
 * ```ts
 * import { initializers, linear } from '@thinned/nn'
 *
 * const layer = linear(64, 32, { weight: initializers.normal(0.01) })
 * console.log(layer.parameters.weight!.initializer.name) // normal(0.01)
 * ```
 */
export function normal(std: number): Initializer {
  if (!(std >= 0 && std < Infinity))
    throw new NnError(`normal was given the standard deviation ${std}; it is a number from 0.`)
  return { name: `normal(${std})`, make: (key, shape, options) => randomNormal(key, shape, { ...options, std }) }
}
