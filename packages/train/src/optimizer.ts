import type { JsonValue, Moment } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** How parameters follow their gradients. Stateless itself: what it remembers of a parameter is that parameter's `state`. */
export interface Optimizer {
  readonly name: string
  /** What a checkpoint compares; a schedule appears as its settings, or as a function without any. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** The tensors kept per parameter, of its shape, 0 at first. */
  readonly state: readonly string[]
  /** Updates the parameter and its state in place; the gradient stays as it is. Called in a scope, without recording. `moment.step` counts from 0. */
  update(parameter: Tensor, gradient: Tensor, state: Readonly<Record<string, Tensor>>, moment: Moment): void
}
