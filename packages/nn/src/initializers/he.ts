import { randomNormal } from '@thinned/tensor'
import { fans } from '../fans.ts'
import type { Initializer } from '../layer.ts'

/**
 * Normal with variance 2 / fan-in, for layers before a relu. Source: He et al. 2015, equation 10.
 *
 * @example
 * ```ts
 * import { initializers, linear } from '@thinned/nn'
 *
 * const layer = linear(64, 32, { weight: initializers.he() })
 * console.log(layer.parameters.weight!.initializer.name) // he
 * ```
 */
export function he(): Initializer {
  return {
    name: 'he',
    make: (key, shape, options) => randomNormal(key, shape, { ...options, std: Math.sqrt(2 / fans(shape).in) }),
  }
}
