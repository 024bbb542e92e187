import { keepScheduleFactories, variantFactories } from '@thinned/dropout'
import { fromConfig, init, isInitialized, type Layer, layerFactories, toConfig } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { type Facts, type Law, layerOf, onesFor, train } from './law.ts'

/** A layer goes to JSON and back with its settings and the layer inside it, and gives the same noise. */
export const json: Law = {
  name: 'a layer goes to JSON and back',
  check(facts) {
    const { input, settings } = facts
    for (const options of settings) {
      const layer = layerOf(facts, options)
      const again = throughJson(facts, layer)
      if (!isInitialized(again)) init(again, key('init'))
      expect(toConfig(again)).toEqual(toConfig(layer))
      const [actual, expected] = [again, layer].map((each) =>
        each.forward(onesFor(facts, input), train(key(9))).readSync(),
      )
      expect(actual).toEqual(expected)
    }
  },
}

function throughJson(facts: Facts, layer: Layer): Layer {
  const layers = { ...layerFactories, ...variantFactories, ...facts.inside }
  return fromConfig(JSON.parse(JSON.stringify(toConfig(layer))), { layers, schedules: keepScheduleFactories })
}
