import { randomUniform } from '@thinned/tensor'
import { fans } from '../fans.ts'
import type { Initializer } from '../layer.ts'

/**
 * Uniform in ±√(6 / (fan-in + fan-out)), for tanh and sigmoid. Source: Glorot and Bengio 2010, equation 16.
 *
 * @example
 * ```ts
 * import { initializers, linear } from '@thinned/nn'
 *
 * const layer = linear(64, 32, { weight: initializers.glorot() })
 * console.log(layer.parameters.weight!.initializer.name) // glorot
 * ```
 */
export function glorot(): Initializer {
  return {
    name: 'glorot',
    make: (key, shape, options) => {
      const { in: fanIn, out: fanOut } = fans(shape)
      const limit = Math.sqrt(6 / (fanIn + fanOut))
      return randomUniform(key, shape, { ...options, low: -limit, high: limit })
    },
  }
}
