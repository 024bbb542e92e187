import { randomNormal, randomUniform, type Shape, sizeOf } from '@thinned/tensor'
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

/** How many inputs feed a unit and how many units an input feeds: weights are [kernel…, in, out]. */
function fans(shape: Shape): { in: number; out: number } {
  const kernel = sizeOf(shape.slice(0, -2))
  return { in: kernel * (shape.at(-2) ?? 1), out: kernel * (shape.at(-1) ?? 1) }
}
