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
import type { Cell, States } from './cell.ts'
import type { RecurrentLayer, RecurrentRun, RunOptions, StateMix } from './recurrent-layer.ts'

export interface Run<State extends string> extends RunOptions<State> {
  readonly layer: RecurrentLayer<Width, Width, State>
  readonly cell: Cell<State>
  readonly returns: 'sequence' | 'last'
  readonly locked: boolean
  readonly x: Tensor
  readonly pass: Pass
  readonly params: Params
}

/** Runs a cell over the steps of [batch, time, features]: the inputs of all steps in one product, then one product a step. */
export function runSteps<State extends string>(run: Run<State>): RecurrentRun<State> {
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

/** What the input weight makes of each step, [batch, gates · units]. */
function inputProducts<State extends string>(run: Run<State>): Tensor[] {
  const { x, params } = run
  const [batch, time, features] = x.shape as [number, number, number]
  const steps = reshape(transpose(x, [1, 0, 2]), [time * batch, features])
  const given = run.layer.children['input']
    ? concat(split(steps, time).map((step, t) => slotAt(run, t)('input', step)))
    : steps
  return split(affine(given, params['inputWeight'] as Tensor, params['bias'] as Tensor), time)
}

/** Calls the layers in slots at a step, with the pass of all steps or of this one. */
function slotAt<State extends string>({ layer, locked, pass, params }: Run<State>, t: number) {
  return (name: string, x: Tensor): Tensor => {
    const place = locked ? pass.at(name) : pass.at(name, t)
    return layer.children[name]?.forward(x, place, childParams(params, name)) ?? x
  }
}

function nextState<State extends string>(
  run: Run<State>,
  input: Tensor,
  previous: States<State>,
  t: number,
  active: Tensor | undefined,
): States<State> {
  const { layer, cell, pass, params } = run
  const slot = slotAt(run, t)
  const hidden = slot('recurrent', (previous as States<string>)['hidden']!)
  const { recurrentWeight: weight, recurrentBias: bias } = params as Record<string, Tensor>
  const recurrent = bias ? affine(hidden, weight!, bias) : matmul(hidden, weight!)
  const next = cell.next(input, recurrent, previous, slot)
  const settled = cell.states.map((name) => {
    const mixName = `mix${name[0]!.toUpperCase()}${name.slice(1)}`
    const mixer = layer.children[mixName] as StateMix | undefined
    const mixed = mixer
      ? mixer.mix(previous[name], next[name], pass.at(mixName, t), childParams(params, mixName))
      : next[name]
    return [name, active ? where(active, mixed, previous[name]) : mixed]
  })
  return Object.fromEntries(settled) as States<State>
}

function initialState<State extends string>({ layer, cell, x, initial }: Run<State>): States<State> {
  const shape = [x.shape[0]!, layer.units]
  for (const name of initial ? cell.states : [])
    if (!initial![name] || !sameShape(initial![name].shape, shape))
      throw new NnError(
        `${layer.kind} was given ${initial![name] ?? 'nothing'} as the initial ${name} state; it takes [${shape.join(', ')}], a row for each example.`,
      )
  return (
    initial ??
    (Object.fromEntries(
      cell.states.map((name) => [name, zeros(shape, { dtype: x.dtype, backend: x.backend })]),
    ) as States<State>)
  )
}

function checkLengths({ kind }: { readonly kind: string }, lengths: Tensor, x: Tensor): void {
  const [batch, time] = x.shape as [number, number]
  if (lengths.dtype !== 'int32' || !sameShape(lengths.shape, [batch]))
    throw new NnError(`${kind} was given the lengths ${lengths}; they are int32 [${batch}], one for each example.`)
  if (!lengths.backend.syncRead) return
  for (const [at, length] of lengths.readSync().entries())
    if (length < 0 || length > time)
      throw new NnError(`${kind} was given the length ${length} for example ${at}; there are ${time} steps.`)
}
