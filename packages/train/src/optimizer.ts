import type { JsonValue, Moment } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** How parameters follow their gradients. Stateless itself: what it remembers of a parameter lies in that parameter's slots. */
export interface Optimizer {
  readonly name: string
  /** What a checkpoint compares; a schedule appears as its settings, or as a function without any. */
  readonly settings: { readonly [name: string]: JsonValue }
  /** The tensors kept per parameter, of its shape, 0 at first. */
  readonly slots: readonly string[]
  /** Updates the parameter and its slots in place; the gradient stays as it is. Called in a scope, without recording. `at.step` counts from 0. */
  update(parameter: Tensor, gradient: Tensor, slots: Readonly<Record<string, Tensor>>, at: Moment): void
}
