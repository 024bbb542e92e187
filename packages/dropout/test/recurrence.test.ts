import { createPass, gru, init, type Layer, lstm, type RecurrentOptions, rnn, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { randomNormal } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import type { MaskedLayer } from '../src/kit/masked-layer.ts'
import { dropout } from '../src/variants/dropout.ts'
import { lockedDropout } from '../src/variants/locked-dropout.ts'

const [features, units, time] = [6, 8, 5]
const x = randomNormal(key(2), [3, time, features])
const train = createPass({ mode: 'train', key: key(7) })
const evaluate = createPass({ mode: 'evaluate' })

/** Dropout that notes the mask of each call. */
function noting(): { readonly layer: Layer<'any', 'same'>; readonly masks: string[] } {
  const inner: MaskedLayer = dropout({ keep: 0.5 })
  const masks: string[] = []
  const forward: Layer['forward'] = (y, pass) => {
    masks.push(inner.mask(y, pass).readSync().join())
    return inner.forward(y, pass)
  }
  return { layer: { ...inner, forward }, masks }
}

const makers: Readonly<Record<string, (options: RecurrentOptions & { candidate?: Layer }) => Layer>> = {
  rnn: (options) => rnn(features, units, options),
  lstm: (options) => lstm(features, units, options),
  gru: (options) => gru(features, units, options),
}
const places = Object.keys(makers).flatMap((name) =>
  [...['input', 'recurrent'], ...(name === 'lstm' ? ['candidate'] : [])].map((slot) => [name, slot] as const),
)

describe.each(places)('dropout in %s, at its %s', (name, slot) => {
  test('has one mask for all steps, unless it is unlocked: then each step has its own', () => {
    for (const locked of [true, false]) {
      const { layer, masks } = noting()
      const recurrent = makers[name]!({ [slot]: layer, locked })
      init(recurrent, key(1))
      recurrent.forward(x, train)
      expect(masks).toHaveLength(time)
      expect(new Set(masks).size).toBe(locked ? 1 : time)
    }
  })

  test('does nothing in evaluation, which draws nothing', () => {
    const [thinned, plain] = [makers[name]!({ [slot]: dropout({ keep: 0.5 }) }), makers[name]!({})]
    for (const recurrent of [thinned, plain]) init(recurrent, key(1))
    expect(thinned.forward(x, evaluate).readSync()).toEqual(plain.forward(x, evaluate).readSync())
    expect(thinned.forward(x, train).readSync()).not.toEqual(plain.forward(x, train).readSync())
  })
})

test('a locked mask of the input is that of lockedDropout before the layer', () => {
  for (const make of Object.values(makers)) {
    const [inside, plain] = [make({ input: dropout({ keep: 0.5 }) }), make({})]
    for (const recurrent of [inside, plain]) init(recurrent, key(1))
    const before = lockedDropout({ keep: 0.5 }).forward(x, train.at('input'))
    expect(inside.forward(x, train).readSync()).toEqual(plain.forward(before, train).readSync())
  }
})

test('between stacked layers each has its own masks', () => {
  const { layer: first, masks: one } = noting()
  const { layer: second, masks: two } = noting()
  const model = sequential(lstm(units, units, { input: first }), lstm(units, units, { input: second }))
  init(model, key(1))
  model.forward(randomNormal(key(2), [3, time, units]), train)
  expect([new Set(one).size, new Set(two).size]).toEqual([1, 1])
  expect(one[0]).not.toBe(two[0])
})
