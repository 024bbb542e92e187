import type { Tensor } from '@thinned/tensor'
import type { Initializer, Layer, Params, Width } from '../layer.ts'
import type { Pass } from '../pass.ts'

/**
 * A layer that decides how a recurrent state goes on, such as zoneout (Krueger et al. 2017), which keeps some units as they were. As a layer
 * alone it mixes its input with a state of zeros.
 */
export interface StateMix extends Layer {
  /** The state after a step, from the one before it and the one that the cell made of it: all [batch, units]. */
  mix(previous: Tensor, next: Tensor, pass: Pass, params?: Params): Tensor
}

/** What `rnn`, `lstm` and `gru` have in common. */
export interface RecurrentOptions {
  /** The hidden state of every step, [batch, time, units], or that after the last one, [batch, units]. Default 'sequence'. */
  readonly returns?: 'sequence' | 'last'
  /** Go from the last step to the first. Outputs stand where their inputs do. Default false. */
  readonly reverse?: boolean
  /** A slot: any layer that keeps the shape, applied to the features [batch, features] of each step. Between stacked layers it is that of the later one. */
  readonly input?: Layer
  /** A slot: any layer that keeps the shape, applied to the hidden state [batch, units] before its product. */
  readonly recurrent?: Layer
  /** A slot for how the hidden state goes on. It is given the pass of its step: what it draws is drawn anew at each. */
  readonly mixHidden?: StateMix
  /**
   * Whether the layers in the slots draw one mask for all steps (Gal and Ghahramani 2016): they are then called with the same pass at each step.
   * false: a new one at each. Default true.
   */
  readonly locked?: boolean
  /** First values of each gate's input weight [features, units]. Default Glorot's. */
  readonly inputWeight?: Initializer
  /** First values of each gate's recurrent weight [units, units]. Default orthogonal, which keeps the length of what goes round. */
  readonly recurrentWeight?: Initializer
  readonly name?: string
}

export interface RunOptions<State extends string = 'hidden'> {
  /** How many steps of each example count, int32 [batch], from 0 to time. After them outputs are 0 and the state stays. Default all. */
  readonly lengths?: Tensor
  /**
   * The state before the first step, each [batch, units]: that of an earlier run to go on from it. Default zeros. Steps are counted from 0 in every
   * run; a pass at a place of its own, `pass.at(name)`, draws other masks.
   */
  readonly initial?: Readonly<Record<State, Tensor>>
  readonly params?: Params
}

export interface RecurrentRun<State extends string = 'hidden'> {
  /** As `returns` says. */
  readonly outputs: Tensor
  /** After the last step of each example: where a further run can go on. */
  readonly state: Readonly<Record<State, Tensor>>
}

/** A layer over sequences [batch, time, features], step by step. */
export interface RecurrentLayer<In extends Width = Width, Out extends Width = Width, State extends string = 'hidden'>
  extends Layer<In, Out> {
  readonly units: number
  readonly reverse: boolean
  /** As `forward`, with lengths, from a given state, and giving back the last one. */
  run(x: Tensor, pass: Pass, options?: RunOptions<State>): RecurrentRun<State>
}
