import {
  affine,
  alias,
  concat,
  greater,
  matmul,
  reshape,
  sameShape,
  scope,
  split,
  stack,
  type Tensor,
  transpose,
  where,
  zeros,
} from '@thinned/tensor'
import type { Params, Width } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import type { Pass } from '../pass.ts'
import { childParams } from '../tree.ts'
import { type ApplySlot, type Cell, type StateMixes, type States, statesOf } from './cell.ts'
import type { RecurrentLayer, RecurrentRun, RunOptions } from './recurrent-layer.ts'

export interface SequenceRun<State extends string> extends RunOptions<State> {
  readonly layer: RecurrentLayer<Width, Width, State>
  readonly cell: Cell<State>
  readonly mixes: StateMixes
  readonly returns: 'sequence' | 'last'
  readonly locked: boolean
  readonly x: Tensor
  readonly pass: Pass
  readonly params: Params
}

/** Runs a cell over the steps of [batch, time, features]: the inputs of all steps in one product, then one product a step. */
export function runSteps<State extends string>(run: SequenceRun<State>): RecurrentRun<State> {
  const { layer, returns, lengths, x } = run
  const time = x.shape[1]!
  if (lengths) checkLengths(layer, lengths, x)
  return scope(() => {
    const inputs = inputProducts(run)
    let state = initialState(run)
    const hidden: Tensor[] = []
    for (let step = 0; step < time; step++) {
      const t = layer.reverse ? time - 1 - step : step
      const active = lengths && scope(() => reshape(greater(lengths, t), [x.shape[0]!, 1]))
      state = scope(() => nextState(run, inputs[t]!, state, t, active))
      if (returns === 'sequence') {
        const { hidden: output } = state as States<string>
        hidden[t] = active ? where(active, output!, 0) : output!
      }
    }
    const outputs = returns === 'last' ? alias((state as States<string>)['hidden']!) : stack(hidden, 1)
    return { outputs, state }
  })
}

/** The product of each step's input with the input weight, [batch, gates · units]. */
function inputProducts<State extends string>(run: SequenceRun<State>): Tensor[] {
  const { x, params } = run
  const [batch, time, features] = x.shape as [number, number, number]
  const steps = reshape(transpose(x, [1, 0, 2]), [time * batch, features])
  const inputs = run.layer.children['input']
    ? concat(split(steps, time).map((step, t) => slotsAt(run, t)('input', step)))
    : steps
  return split(affine(inputs, params['inputWeight'] as Tensor, params['bias'] as Tensor), time)
}

/** Applies the layers in slots at step t. Locked slots have one pass for all steps, and so one mask; others have one for each. */
function slotsAt<State extends string>({ layer, locked, pass, params }: SequenceRun<State>, t: number): ApplySlot {
  return (slot, x) => {
    const slotPass = locked ? pass.at(slot) : pass.at(slot, t)
    return layer.children[slot]?.forward(x, slotPass, childParams(params, slot)) ?? x
  }
}

function nextState<State extends string>(
  run: SequenceRun<State>,
  input: Tensor,
  previous: States<State>,
  t: number,
  active: Tensor | undefined,
): States<State> {
  const { cell, mixes, pass, params } = run
  const apply = slotsAt(run, t)
  const hidden = apply('recurrent', (previous as States<string>)['hidden']!)
  const { recurrentWeight: weight, recurrentBias: bias } = params as Record<string, Tensor>
  const recurrent = bias ? affine(hidden, weight!, bias) : matmul(hidden, weight!)
  const next = cell.next(input, recurrent, previous, apply)
  const states = statesOf(cell).map((state) => {
    const slot = cell.states[state]
    const mixed =
      mixes[slot]?.mix(previous[state], next[state], pass.at(slot, t), childParams(params, slot)) ?? next[state]
    return [state, active ? where(active, mixed, previous[state]) : mixed]
  })
  return Object.fromEntries(states) as States<State>
}

function initialState<State extends string>({ layer, cell, x, initial }: SequenceRun<State>): States<State> {
  const shape = [x.shape[0]!, layer.units]
  const states = statesOf(cell)
  for (const state of initial ? states : [])
    if (!initial![state] || !sameShape(initial![state].shape, shape))
      throw new NnError(
        `${layer.kind} was given ${initial![state] ?? 'nothing'} as the initial ${state} state; it takes [${shape.join(', ')}], a row for each example.`,
      )
  const zero = (): Tensor => zeros(shape, { dtype: x.dtype, backend: x.backend })
  return initial ?? (Object.fromEntries(states.map((state) => [state, zero()])) as States<State>)
}

function checkLengths({ kind }: { readonly kind: string }, lengths: Tensor, x: Tensor): void {
  const [batch, time] = x.shape as [number, number]
  if (lengths.dtype !== 'int32' || !sameShape(lengths.shape, [batch]))
    throw new NnError(`${kind} was given the lengths ${lengths}; they are int32 [${batch}], one for each example.`)
  if (!lengths.backend.syncRead) return
  for (const [example, length] of lengths.readSync().entries())
    if (length < 0 || length > time)
      throw new NnError(`${kind} was given the length ${length} for example ${example}; there are ${time} steps.`)
}
