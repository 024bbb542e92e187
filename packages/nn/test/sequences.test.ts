import { add, backward, mul, type NestedNumbers, reshape, stack, sum, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import fixtures from '../fixtures/sequences.json' with { type: 'json' }
import type { Params } from '../src/index.ts'
import * as nn from '../src/index.ts'

const pass = nn.createPass({ mode: 'evaluate' })
const leaf = (values: unknown): Tensor => tensor(values as NestedNumbers, { dtype: 'float64', requiresGrad: true })
const [FEATURES, UNITS] = [2, 3] as const
const recurrent = { rnn: nn.rnn, lstm: nn.lstm, gru: nn.gru }

/** Σ i·yᵢ / 10 for i from 1, as in the script that made the numbers. */
function weighted(y: Tensor): Tensor {
  const weights = Float64Array.from({ length: y.size }, (_, i) => (i + 1) / 10)
  return sum(mul(reshape(y, [-1]), tensor(weights)))
}

function expectClose(what: string, actual: Tensor, expected: unknown): void {
  const values = tensor(expected as NestedNumbers, { dtype: 'float64' })
  expect(actual.shape, what).toEqual(values.shape)
  const [found, wanted] = [actual.readSync(), values.readSync()]
  for (const [i, value] of wanted.entries())
    expect(Math.abs(found[i]! - value), `${what} at ${i}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)))
}

type Weights = (typeof fixtures.recurrent)['rnn']['weights'][number]
type Recurrent = Omit<(typeof fixtures.recurrent)['rnn'], 'lengths'> & { readonly lengths: number[] | null }

describe.each(Object.entries(fixtures.recurrent as Record<string, Recurrent>))('%s', (name, expected) => {
  const kind = ['rnn', 'lstm', 'gru'].find((word) => name.includes(word)) as 'rnn' | 'lstm' | 'gru'
  const options = name.includes('relu') ? { activation: 'relu' as const } : {}
  const build = (reverse: boolean) =>
    recurrent[kind](FEATURES, UNITS, { ...options, reverse }) as nn.RecurrentLayer<2, 3, never>
  const states = kind === 'lstm' ? ['hidden', 'cell'] : ['hidden']

  /** PyTorch's two biases are one, but for gru, which has both. */
  const paramsOf = ({ inputWeight, recurrentWeight, inputBias, recurrentBias }: Weights) =>
    kind === 'gru'
      ? { inputWeight, recurrentWeight, bias: inputBias, recurrentBias }
      : { inputWeight, recurrentWeight, bias: inputBias.map((b, i) => b + recurrentBias[i]!) }

  test('agrees with PyTorch in outputs, last states and all gradients', () => {
    const ways = expected.weights.length
    const [x, initial] = [leaf(expected.x), expected.initial.map((state) => state.map(leaf))]
    const params = expected.weights.map((weights) =>
      Object.fromEntries(Object.entries(paramsOf(weights)).map(([key, values]) => [key, leaf(values)])),
    )
    const lengths = expected.lengths ? { lengths: tensor(expected.lengths, { dtype: 'int32' }) } : {}
    const initialOf = (way: number) => Object.fromEntries(states.map((state, i) => [state, initial[i]![way]!]))
    const run = () => {
      if (ways === 1) {
        const found = build(false).run(x, pass, { params: params[0]!, initial: initialOf(0) as never, ...lengths })
        return { outputs: found.outputs, ends: [found.state as Record<string, Tensor>] }
      }
      const { outputs, state } = nn.bidirectional(build(false), build(true)).run(x, pass, {
        params: { forward: params[0]!, backward: params[1]! },
        initial: { forward: initialOf(0) as never, backward: initialOf(1) as never },
        ...lengths,
      })
      return { outputs, ends: [state.forward, state.backward] as Record<string, Tensor>[] }
    }
    const { outputs, ends } = run()
    const last = states.map((state) => stack(ends.map((end) => end[state]!)))
    expectClose('outputs', outputs, expected.outputs)
    for (const [i, state] of last.entries()) expectClose(states[i]!, state, expected.states[i])
    const leaves: Record<string, Tensor> = {
      x,
      ...nn.flattenParams(params as never),
      ...nn.flattenParams({ initial } as never),
    }
    const gradients = backward(last.map(weighted).reduce(add, weighted(outputs)), leaves)
    expectClose('gradient of x', gradients['x']!, expected.gradients.x)
    for (let way = 0; way < ways; way++) {
      for (const [i, state] of states.entries())
        expectClose(`gradient of ${state}`, gradients[`initial/${i}/${way}`]!, expected.gradients.initial[i]![way])
      // Each of two biases that add up has the gradient of the sum.
      const { inputWeight, recurrentWeight, inputBias: bias, recurrentBias } = expected.gradients.weights[way]!
      const wanted = { inputWeight, recurrentWeight, bias, ...(kind === 'gru' ? { recurrentBias } : {}) }
      for (const [key, values] of Object.entries(wanted))
        expectClose(`gradient of ${key}`, gradients[`${way}/${key}`]!, values)
    }
  })
})

describe.each(Object.entries(fixtures.attention))('attention: %s', (name, expected) => {
  test('agrees with PyTorch in outputs and all gradients', () => {
    const layer = nn.multiHeadAttention(6, { heads: 2, causal: name === 'causal' })
    const inputs = expected.inputs.map(leaf)
    const params = Object.fromEntries(
      Object.entries(expected.weights).map(([child, { weight, bias }]) => [
        child,
        { weight: leaf(weight), bias: leaf(bias) },
      ]),
    ) satisfies Params
    const [query, key = query, value = query] = inputs as [Tensor, Tensor?, Tensor?]
    const mask = tensor((expected.mask ?? [[[1]]]) as number[][][], { dtype: 'uint8' })
    const [batch, ...rest] = mask.shape
    const options = name === 'cross, masked' ? { mask: reshape(mask, [batch!, 1, ...rest]) } : {}
    const y = layer.attend(query, key, value, pass, { params, ...options })
    expectClose('outputs', y, expected.outputs)
    const gradients = backward(weighted(y), { ...nn.flattenParams(params), ...nn.flattenParams({ inputs } as never) })
    for (const [i, values] of expected.gradients.inputs.entries())
      expectClose(`gradient of input ${i}`, gradients[`inputs/${i}`]!, values)
    for (const [child, { weight, bias }] of Object.entries(expected.gradients.weights)) {
      expectClose(`gradient of ${child}/weight`, gradients[`${child}/weight`]!, weight)
      expectClose(`gradient of ${child}/bias`, gradients[`${child}/bias`]!, bias)
    }
  })
})
