import { elu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'

export interface EluOptions {
  /** Minus the limit far below 0, at least 0. Default 1. */
  readonly alpha?: number
  readonly name?: string
}

/**
 * x where x > 0, else alpha · (e^x − 1), element by element (Clevert, Unterthiner and Hochreiter 2016).
 *
 * @example
 * ```ts
 * import { createPass, elu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = elu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.6321205496788025, 0, 2 ]
 * ```
 */
export function elu({ alpha = 1, name }: EluOptions = {}): Layer<'any', 'same'> {
  if (!(alpha >= 0 && alpha < Number.POSITIVE_INFINITY))
    throw new NnError(`elu was given { alpha: ${alpha} }; it takes a finite number from 0.`)
  return elementwiseLayer('elu', (x) => apply(x, alpha), name, { alpha })
}
