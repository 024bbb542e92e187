import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import {
  compose,
  createPass,
  flattenParams,
  fromConfig,
  init,
  type JsonValue,
  type Layer,
  type LayerConfig,
  layerFactories,
  linear,
  lstm,
  parentLayer,
  plainLayer,
  relu,
  residual,
  resolveSchedule,
  type Schedule,
  sequential,
  toConfig,
  withSettings,
} from '../index.ts'
import { describeSchedule } from '../schedule.ts'

const throughJson = (model: Layer): LayerConfig => JSON.parse(JSON.stringify(toConfig(model)))
const tables = { layers: layerFactories }

/** A layer with a schedule in its options. */
const scaled = (factor: Schedule): Layer => ({
  ...plainLayer('scaled', undefined, { factors: [describeSchedule(factor)] }),
  outputShape: (input) => input,
  forward: (x, pass) => tensor(x.readSync().map((value) => value * resolveSchedule(factor, pass))),
})

test('names that were given stay, and the others follow from the kinds', () => {
  const model = sequential(
    linear(2, 4, { name: 'in' }),
    residual({ shortcut: linear(4, 3) }, linear(4, 3), relu(), linear(3, 3, { name: 'last' })),
    { ...sequential(relu()), name: 'end' },
  )
  const again = fromConfig(throughJson(model), tables)
  for (const each of [model, again]) init(each, key(1))
  const values = (of: Layer) =>
    Object.entries(flattenParams(of.params)).map(([path, value]) => [path, value.readSync()])
  expect(values(again)).toEqual(values(model))
  expect(again.children['end']!.name).toBe('end')
})

test('a layer of your own and a schedule of your own are made by the factories that are given', () => {
  const late = ({ start }: { readonly start: number }): Schedule =>
    withSettings({ name: 'late', start }, ({ step }: { readonly step: number }) => (step < start ? 1 : 2))
  const config = throughJson(sequential(scaled(late({ start: 3 })), scaled(0.5)))
  const model = fromConfig(config, {
    layers: {
      ...layerFactories,
      scaled: ({ factors }: { readonly factors: readonly Schedule[] }) => scaled(factors[0]!),
    },
    schedules: { late },
  })
  const at = (step: number) => model.forward(tensor([4]), createPass({ mode: 'evaluate', step })).readSync()[0]
  expect([at(2), at(3)]).toEqual([2, 4])
  expect(toConfig(model)).toEqual(config)
  const without = { layers: { ...layerFactories, scaled: () => relu() } }
  expect(() => fromConfig(config, without)).toThrow(
    'fromConfig was given scaled1 (scaled) with the schedule late as factors; it knows none. Add yours to schedules:',
  )
})

test('functions are refused, by their names and paths', () => {
  const net = sequential(
    relu(),
    compose({ inner: linear(2, 2) }, (x, use) => use.inner(x), { outputShape: (s) => s }),
  )
  expect(() => toConfig(net)).toThrow(
    'toConfig was given a model in which compose1 (compose) is made of forward, outputShape, a function; JSON cannot',
  )
  expect(() => toConfig(sequential(sequential(scaled(() => 1))))).toThrow(
    'in which sequential1/scaled1 (scaled) is made of factors.0, a function without settings',
  )
  const odd = { ...relu(), options: { limit: Number.POSITIVE_INFINITY, wrong: undefined as unknown as JsonValue } }
  expect(() => toConfig(odd)).toThrow('in which the root (relu) is made of limit, which is Infinity; JSON cannot')
})

test('what is no config is refused, by its path', () => {
  const config = (kind: string, children = {}) => ({ kind, options: {}, children })
  const refused = (value: unknown) => expect(() => fromConfig(value as LayerConfig, tables))
  refused(config('sequential', { a: config('dense') })).toThrow(
    /given the kind "dense" at a; it knows relu, .*Add yours to layers: \{ dense: /,
  )
  refused(config('toString')).toThrow('given the kind "toString" at the root')
  refused(config('sequential', { a: { kind: 'relu' } })).toThrow(
    'fromConfig was given {"kind":"relu"} at a; a config is',
  )
  refused([]).toThrow('fromConfig was given [] at the root')
  refused(config('sequential', { 'a/b': config('relu') })).toThrow('A layer is named "a/b"')
  refused(config('relu', { inner: config('relu') })).toThrow(
    'given a relu at the root with the children inner, but its factory made one with (none)',
  )
})

test('a parent of your own has its children from its config', () => {
  const twice = (inner: Layer): Layer =>
    Object.assign(parentLayer('twice', { inner }), {
      outputShape: inner.outputShape,
      forward: (...[x, pass]: Parameters<Layer['forward']>) => inner.forward(inner.forward(x, pass.at('inner')), pass),
    })
  const layers = { ...layerFactories, twice: (_: object, { inner }: { readonly inner: Layer }) => twice(inner) }
  const model = sequential(twice(lstm(2, 2)))
  expect(toConfig(fromConfig(throughJson(model), { layers }))).toEqual(toConfig(model))
})
