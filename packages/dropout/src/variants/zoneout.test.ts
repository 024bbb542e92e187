import {
  createPass,
  flattenParams,
  gru,
  init,
  type Layer,
  lstm,
  type Params,
  type RecurrentLayer,
  rnn,
} from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { backward, checkGradient, dropoutMask, ones, randomNormal, slice, sum, type Tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { zoneout } from './zoneout.ts'

const train = createPass({ mode: 'train', key: key(7) })
const evaluate = createPass({ mode: 'evaluate' })
const [batch, time, features, units] = [3, 6, 2, 5]
const x = randomNormal(key(2), [batch, time, features])

type State = Readonly<Record<string, Tensor>>

/** Each recurrent layer with zoneout of every state, and without, with the same parameters. */
const layers: Record<string, { mixed: RecurrentLayer; plain: RecurrentLayer; states: readonly string[] }> = {}
const mixes = { mixHidden: zoneout({ keep: 0.6 }), mixCell: zoneout({ keep: 0.3 }) }
for (const [name, make, states] of [
  ['rnn', rnn, ['hidden']],
  ['lstm', lstm, ['hidden', 'cell']],
  ['gru', gru, ['hidden']],
] as const) {
  const build = make as (f: number, u: number, options?: object) => RecurrentLayer
  const given = name === 'lstm' ? mixes : { mixHidden: mixes.mixHidden }
  layers[name] = { mixed: build(features, units, given), plain: build(features, units), states }
  init(layers[name].mixed, key(1))
  init(layers[name].plain, key(1))
}
const keepOfState: Readonly<Record<string, number>> = { hidden: 0.6, cell: 0.3 }
const stepOf = (t: number) => slice(x, 1, t, t + 1)
const slotOf = (state: string) => (state === 'hidden' ? 'mixHidden' : 'mixCell')

/** Where the plain layer goes from a state in one step. */
const proposed = (plain: RecurrentLayer, t: number, initial: State | undefined): State =>
  plain.run(stepOf(t), evaluate, initial ? { initial: initial as never } : {}).state

describe.each(Object.entries(layers))('in %s', (_, { mixed, plain, states }) => {
  test('each unit of each state takes its next value or stays, by masks of their own at every step', () => {
    let state: State | undefined
    for (let t = 0; t < time; t++) {
      const next = proposed(plain, t, state)
      const found = mixed.run(slice(x, 1, 0, t + 1), train).state as State
      for (const name of states) {
        const own = { key: foldIn(train.at(slotOf(name), t).key, 'mask'), keep: keepOfState[name]! }
        const mask = dropoutMask(next[name]!, own).readSync()
        const [before, after] = [state?.[name]?.readSync(), next[name]!.readSync()]
        expect([...found[name]!.readSync()]).toEqual(
          [...after].map((value, i) => (mask[i] ? value : (before?.[i] ?? 0))),
        )
      }
      state = found
    }
  })

  test('evaluation takes the expectation of each step, and draws nothing', () => {
    let state: State | undefined
    for (let t = 0; t < time; t++) {
      const next = proposed(plain, t, state)
      const found = mixed.run(slice(x, 1, 0, t + 1), evaluate).state as State
      for (const name of states) {
        const keep = keepOfState[name]!
        const [before, after] = [state?.[name]?.readSync(), next[name]!.readSync()]
        found[name]!.readSync().forEach((value, i) => {
          expect(value).toBeCloseTo(keep * after[i]! + (1 - keep) * (before?.[i] ?? 0), 6)
        })
      }
      state = found
    }
  })

  test('its gradients are those of central differences', () => {
    const layer: Layer = mixed
    const params = flattenParams(layer.params)
    const double = Object.values(params).map((value) => randomNormal(key('p'), value.shape, { dtype: 'float64' }))
    const input = randomNormal(key(2), [2, 4, features], { dtype: 'float64' })
    const run = (own: Tensor, ...values: Tensor[]): Tensor =>
      layer.forward(own, train, Object.fromEntries(Object.keys(params).map((path, i) => [path, values[i]!])) as Params)
    expect(checkGradient(run, [input, ...double])).toBeLessThan(1e-6)
  })
})

test('masks differ from step to step', () => {
  const masks = Array.from({ length: 8 }, (_, t) => zoneout({ keep: 0.5 }).forward(ones([4, 8]), train.at('mix', t)))
  expect(new Set(masks.map((mask) => mask.readSync().join())).size).toBe(8)
})

test('keep 1 is the layer without it; with keep 0 a state never moves, and no gradient reaches what would have moved it', () => {
  const { plain } = layers['gru']!
  for (const keep of [0, 1]) {
    const layer = gru(features, units, { mixHidden: zoneout({ keep }) })
    init(layer, key(1))
    const initial = { hidden: randomNormal(key(5), [batch, units]) }
    for (const pass of [createPass({ mode: 'train' }), evaluate]) {
      const { state, outputs } = layer.run(x, pass, { initial })
      expect(state.hidden.readSync()).toEqual(
        keep === 0 ? initial.hidden.readSync() : plain.run(x, evaluate, { initial }).state['hidden'].readSync(),
      )
      const slopes = backward(sum(outputs), Object.values(flattenParams(layer.params)))
      expect(slopes.every((slope) => slope.readSync().every((value: number) => value === 0))).toBe(keep === 0)
    }
  }
})

test('a schedule is refused', () => {
  expect(() => zoneout({ keep: () => 0.5 })).toThrow('zoneout was given a schedule')
})
