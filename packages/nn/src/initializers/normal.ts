import { truncatedNormal as draw } from '@thinned/rng'
import { type Fields, formatValue, number, withDefault } from '@thinned/schema'
import { randomNormal, sizeOf, tensor } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { nnOptions } from '../options.ts'

/**
 * Normal with mean 0 and standard deviation `std`, from 0.
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
  if (!(Number.isFinite(std) && std >= 0))
    throw new NnError(`normal was given the standard deviation ${formatValue(std)}; it is a number from 0.`)
  return { name: `normal(${std})`, make: (key, shape, options) => randomNormal(key, shape, { ...options, std }) }
}

export interface TruncatedNormalOptions {
  /** The largest distance from 0 in standard deviations, above 0 and at most 6. Default 2. */
  readonly limit?: number
}

const readTruncatedNormal = nnOptions('truncatedNormal', {
  limit: withDefault(number({ above: 0, to: 6 }), 2),
} satisfies Fields<TruncatedNormalOptions>)

/**
 * Normal with mean 0 and standard deviation `std`, from 0, truncated to ± limit · std. Values come from the inverse of the distribution function, without
 * rejection. The truncated law has a smaller standard deviation: 0.8796 · std at limit 2, 0.5396 at 1, 0.9866 at 3.
 *
 * @throws {NnError} where std or the limit lies outside its range.
 *
 * @example
 * ```ts
 * import { initializers, linear } from '@thinned/nn'
 *
 * const layer = linear(64, 32, { weight: initializers.truncatedNormal(0.02) })
 * console.log(layer.parameters.weight!.initializer.name) // truncatedNormal(0.02)
 * ```
 */
export function truncatedNormal(std: number, options: TruncatedNormalOptions = {}): Initializer {
  if (!(Number.isFinite(std) && std >= 0))
    throw new NnError(`truncatedNormal was given the standard deviation ${formatValue(std)}; it is a number from 0.`)
  const { limit } = readTruncatedNormal(options)
  return {
    name: `truncatedNormal(${std}${limit === 2 ? '' : `, { limit: ${limit} }`})`,
    make: (key, shape, options) =>
      tensor(
        Float64Array.from(draw(key, sizeOf(shape), limit), (value) => std * value),
        { ...options, shape },
      ),
  }
}
