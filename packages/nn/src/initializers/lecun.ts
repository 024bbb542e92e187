import { randomNormal } from '@thinned/tensor'
import { fans } from '../fans.ts'
import type { Initializer } from '../layer.ts'

/**
 * Normal with variance 1 / fan-in, for selu. Source: LeCun et al. 1998, equation 16.
 *
 * @example
 * ```ts
 * import { initializers, linear } from '@thinned/nn'
 *
 * const layer = linear(64, 32, { weight: initializers.lecun() })
 * console.log(layer.parameters.weight!.initializer.name) // lecun
 * ```
 */
export function lecun(): Initializer {
  return {
    name: 'lecun',
    make: (key, shape, options) => randomNormal(key, shape, { ...options, std: Math.sqrt(1 / fans(shape).in) }),
  }
}
