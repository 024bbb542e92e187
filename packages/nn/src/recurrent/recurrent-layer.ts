import type { Tensor } from '@thinned/tensor'
import type { Initializer, Layer, Params, Width } from '../layer.ts'
import type { Pass } from '../pass.ts'

/**
 * A layer that mixes a recurrent state with its next value, such as zoneout (Krueger et al. 2017), which keeps some units unchanged. Called as a plain
 * layer, it mixes its input with a state of zeros.
 */
export interface StateMix extends Layer {
  /** The state after a step, from the previous state and the cell's next state, all [batch, units]. */
  mix(previous: Tensor, next: Tensor, pass: Pass, params?: Params): Tensor
}

/** What `rnn`, `lstm` and `gru` have in common. */
export interface RecurrentOptions {
  /** The hidden state of every step, [batch, time, units], or that after the last one, [batch, units]. Default 'sequence'. */
  readonly returns?: 'sequence' | 'last'
  /** Whether to go from the last step to the first. Outputs keep the order of the inputs. Default false. */
  readonly reverse?: boolean
  /** A slot: any layer that keeps the shape, applied to the features [batch, features] of each step. For dropout between stacked layers, use the slot of the later one. */
  readonly input?: Layer
  /** A slot: any layer that keeps the shape, applied to the hidden state [batch, units] before its product. */
  readonly recurrent?: Layer
  /** A slot for a state mix of the hidden state, such as zoneout. It gets the pass of its step, so it draws a separate mask for each. */
  readonly mixHidden?: StateMix
  /**
   * Whether the layers in the slots draw one mask for all steps (Gal and Ghahramani 2016): they get the same pass at each step. false: a separate mask
   * for each step. Default true.
   */
  readonly locked?: boolean
  /** Initial values of each gate's input weight [features, units]. Default Glorot's. */
  readonly inputWeight?: Initializer
  /** Initial values of each gate's recurrent weight [units, units]. Default orthogonal, which preserves the norm of the state. */
  readonly recurrentWeight?: Initializer
  readonly name?: string
}

export interface RunOptions<State extends string = 'hidden'> {
  /** The number of steps of each example, int32 [batch], from 0 to time. After them outputs are 0 and the state stays. Default all. */
  readonly lengths?: Tensor
  /**
   * The states before the first step, each [batch, units], such as the final states of an earlier run. Default zeros. Every run counts its steps from
   * 0; use `pass.at(name)` to draw other masks in a later run.
   */
  readonly initial?: Readonly<Record<State, Tensor>>
  readonly params?: Params
}

export interface RecurrentRun<State extends string = 'hidden'> {
  /** As `returns` says. */
  readonly outputs: Tensor
  /** The states after the last step of each example, from which another run can continue. */
  readonly state: Readonly<Record<State, Tensor>>
}

/** A layer over sequences [batch, time, features], step by step. */
export interface RecurrentLayer<In extends Width = Width, Out extends Width = Width, State extends string = 'hidden'>
  extends Layer<In, Out> {
  readonly units: number
  readonly reverse: boolean
  /** `forward` with lengths and an initial state; it returns the final state too. */
  run(x: Tensor, pass: Pass, options?: RunOptions<State>): RecurrentRun<State>
}
