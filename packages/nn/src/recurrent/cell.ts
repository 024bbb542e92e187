import type { Tensor } from '@thinned/tensor'
import type { Initializer, Layer } from '../layer.ts'

export type States<State extends string> = Readonly<Record<State, Tensor>>

/** Calls the layer in a slot, where there is one. */
export type Slot = (name: string, x: Tensor) => Tensor

/** What is particular to a kind of recurrent layer. */
export interface Cell<State extends string> {
  readonly kind: string
  readonly gates: number
  readonly states: readonly State[]
  /** First values of the bias of the input product, [gates · units]. Default zeros. */
  readonly bias?: Initializer
  /** Whether the recurrent product has a bias too. */
  readonly recurrentBias?: boolean
  /** Its slots besides the common ones, and its settings. */
  readonly slots?: Readonly<Record<string, Layer | undefined>>
  readonly options?: Readonly<Record<string, string | number>>
  /** The state after a step, from the products of its input and of the hidden state, both [batch, gates · units]. */
  next(input: Tensor, recurrent: Tensor, previous: States<State>, slot: Slot): States<State>
}
