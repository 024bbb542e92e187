import type { Tensor } from '@thinned/tensor'
import type { Initializer, Layer } from '../layer.ts'
import type { StateMix } from './recurrent-layer.ts'

export type States<State extends string> = Readonly<Record<State, Tensor>>

/** The slots for state mixes: the names of options, children and draws. */
export type MixSlot = 'mixHidden' | 'mixCell'

export type StateMixes = Readonly<Partial<Record<MixSlot, StateMix | undefined>>>

/** Applies the layer in a slot, where there is one. */
export type ApplySlot = (slot: string, x: Tensor) => Tensor

/** What is particular to a kind of recurrent layer. */
export interface Cell<State extends string> {
  readonly kind: string
  readonly gates: number
  /** Its states, each with the slot that may mix it with its next value. */
  readonly states: Readonly<Record<State, MixSlot>>
  /** Initial values of the bias of the input product, [gates · units]. Default zeros. */
  readonly bias?: Initializer
  /** Whether the recurrent product has a bias too. */
  readonly recurrentBias?: boolean
  /** The layers in its slots besides the common ones. */
  readonly slots?: Readonly<Record<string, Layer | undefined>>
  /** Its state mixes besides that of the hidden state. */
  readonly mixes?: StateMixes
  readonly options?: Readonly<Record<string, string | number>>
  /** The states after a step, from the products of its input and of the hidden state, both [batch, gates · units]. */
  next(input: Tensor, recurrent: Tensor, previous: States<State>, apply: ApplySlot): States<State>
}

/** The names of a cell's states, in their order. */
export function statesOf<State extends string>({ states }: Pick<Cell<State>, 'states'>): readonly State[] {
  return Object.keys(states) as State[]
}
