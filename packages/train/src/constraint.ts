import type { JsonValue } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'

/** Pulls a parameter back into its bounds after each update, in place. */
export interface Constraint {
  readonly name: string
  /** What a checkpoint compares. */
  readonly settings: { readonly [name: string]: JsonValue }
  apply(path: string, parameter: Tensor): void
}
