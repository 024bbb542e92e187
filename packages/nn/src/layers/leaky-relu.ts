import { leakyRelu as apply } from '@thinned/tensor'
import { elementwiseLayer } from '../elementwise-layer.ts'
import type { Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'

export interface LeakyReluOptions {
  /** The slope below 0, finite. Default 0.01. */
  readonly slope?: number
  readonly name?: string
}

/** x where x > 0, else slope · x, element by element (Maas, Hannun and Ng 2013). */
export function leakyRelu({ slope = 0.01, name }: LeakyReluOptions = {}): Layer<'any', 'same'> {
  if (!Number.isFinite(slope)) throw new NnError(`leakyRelu was given the slope ${slope}; it takes a finite number.`)
  return elementwiseLayer('leakyRelu', (x) => apply(x, slope), name, { slope })
}
