import { leakyRelu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'

export interface LeakyReluOptions {
  /** The slope below 0, finite. Default 0.01. */
  readonly slope?: number
  readonly name?: string
}

/**
 * x where x > 0, else slope · x, element by element (Maas, Hannun and Ng 2013).
 *
 * @example
 * ```ts
 * import { createPass, leakyRelu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = leakyRelu({ slope: 0.5 }).forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.5, 0, 2 ]
 * ```
 */
export function leakyRelu({ slope = 0.01, name }: LeakyReluOptions = {}): Layer<'any', 'same'> {
  if (!Number.isFinite(slope)) throw new NnError(`leakyRelu was given the slope ${slope}; it takes a finite number.`)
  return {
    ...elementwiseLayer('leakyRelu', (x) => apply(x, slope), name, { slope }),
    scaling: 'homogeneous',
  }
}
