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
    'given the root (relu) with the children inner, but its factory made one with (none)',
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

test('what is ignored, or taken as something else, is refused, and so is what a factory refuses, with its place', () => {
  const config = (kind: string, options: object, children = {}) => ({ kind, options, children }) as LayerConfig
  const refused = (value: LayerConfig) => expect(() => fromConfig(value, tables))
  refused(config('sequential', {}, { relu1: config('relu', { slope: 3 }) })).toThrow(
    'fromConfig cannot make relu1 (relu) of {"slope":3}: slope is not an option of relu; it has name.',
  )
  refused(config('linear', { inputs: 2, outputs: '3' })).toThrow(
    'fromConfig cannot make the root (linear) of {"inputs":2,"outputs":"3"}: linear was given "3" outputs; it takes an integer from 1.',
  )
  const hidden = JSON.parse('{"kind":"relu","options":{"__proto__":{"slope":1}},"children":{}}')
  refused(hidden).toThrow('__proto__ is not an option of relu')
  refused(config('sequential', { extra: 1 })).toThrow(
    'fromConfig was given the root (sequential) with {"extra":1}, but what was made has {}.',
  )
  let deep = config('relu', {})
  for (let level = 0; level < 10_000; level++) deep = config('sequential', {}, { inner: deep })
  refused(deep).toThrow('fromConfig was given a config that is nested more than 200 levels deep.')
})

test('what is no config, no model and no table is refused, with what to write', () => {
  const config = toConfig(relu())
  expect(() => toConfig([relu()] as never)).toThrow(
    'toConfig was given [{ kind, name, options, children, … }] as its model;',
  )
  expect(() => fromConfig(JSON.stringify(config) as never, tables)).toThrow('; parse the text with JSON.parse.')
  const wrong = (given: unknown) => expect(() => fromConfig(config, given as never))
  wrong(undefined).toThrow(
    'fromConfig was given no layers; it takes an object of layers by name, such as layerFactories.',
  )
  wrong({ layers: [linear] }).toThrow(
    'fromConfig was given layers [the function linear]; it takes an object of layers by name, such as layerFactories.',
  )
  wrong({ layers: { relu: 3 } }).toThrow('fromConfig was given layers.relu 3; it takes a function that makes a layer.')
  wrong({ layers: { relu: () => undefined } }).toThrow('its factory gave undefined, which is no layer.')
  wrong({ ...tables, layer: {} }).toThrow('layer is not an option of fromConfig; write layers.')
})

test('a schedule that is no text is refused by a sentence, also where it cannot be made one', () => {
  for (const schedule of [JSON.parse('{ "toString": 1, "valueOf": 1 }'), ['late'], 7, true]) {
    const config = { kind: 'relu', options: { slope: { schedule } }, children: {} }
    expect(() => fromConfig(config, { layers: layerFactories, schedules: { late: () => 1 } })).toThrow(
      /^fromConfig was given the root \(relu\) with the schedule .* as slope; it knows late\./,
    )
  }
})
