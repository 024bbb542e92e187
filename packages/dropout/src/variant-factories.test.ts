import { fromConfig, type Layer, layerFactories, linear, resolveSchedule, sequential, toConfig } from '@thinned/nn'
import { takenJunk } from '@thinned/nn/test/junk-options'
import { expect, test } from 'vitest'
import * as facts from './facts/index.ts'
import { fastDropout } from './fast/fast-dropout.ts'
import { depthRamp } from './keep/depth-ramp.ts'
import { early } from './schedules/early.ts'
import { keepScheduleFactories, variantFactories } from './variant-factories.ts'
import { concreteDropout } from './variants/concrete-dropout.ts'
import { dropConnect } from './variants/drop-connect.ts'
import { dropout } from './variants/dropout.ts'
import { gaussianNoise } from './variants/gaussian-noise.ts'
import { layerDrop } from './variants/layer-drop.ts'
import { sparseVariationalDropout } from './variants/sparse-variational-dropout.ts'
import { standout } from './variants/standout.ts'
import { targetedDropout } from './variants/targeted-dropout.ts'
import { variationalDropout } from './variants/variational-dropout.ts'

const tables = { layers: { ...layerFactories, ...variantFactories }, schedules: keepScheduleFactories }
const throughJson = (layer: Layer): Layer => fromConfig(JSON.parse(JSON.stringify(toConfig(layer))), tables)

test('the table has every variant and fastDropout, and no other export of the variants', () => {
  const names = Object.keys(facts).flatMap((name) => (name.endsWith('Facts') ? [name.slice(0, -'Facts'.length)] : []))
  expect(Object.keys(variantFactories).sort()).toEqual([...names, 'fastDropout'].sort())
})

test('a config holds the schedules of this package with their settings, nested ones too', () => {
  const keep = early({ keep: 0.5, steps: 10 })
  const moment = { step: 5, steps: 20, epoch: 0 }
  for (const schedule of [keep, depthRamp({ layers: 2, keep })[0]!]) {
    const { options } = throughJson(dropout({ keep: schedule }))
    expect(options).toEqual(dropout({ keep: schedule }).options)
  }
  expect(throughJson(dropout({ keep })).options).toEqual({
    keep: { schedule: 'early', keep: 0.5, steps: 10, course: 'linear' },
  })
  const dropped = dropout({ drop: keep })
  expect(throughJson(dropped).options).toEqual(dropped.options)
  const ramp = keepScheduleFactories['depthRamp']!({ layer: 1, layers: 2, keep } as never)
  expect(resolveSchedule(ramp, moment)).toBe(resolveSchedule(depthRamp({ layers: 2, keep })[0]!, moment))
})

test('junk in the settings of schedules within schedules is refused, and none of it makes a long list', () => {
  const keep = early({ keep: 0.5, steps: 10 })
  for (const each of [dropout({ drop: keep }), dropout({ keep: depthRamp({ layers: 4, keep })[2]! })])
    expect(takenJunk(JSON.parse(JSON.stringify(toConfig(each))), tables)).toEqual([])
})

test('a schedule without settings is refused, by its option', () => {
  const ramp = depthRamp({ layers: 2, keep: () => 0.5 })[0]!
  for (const [layer, option] of [
    [dropout({ keep: () => 0.5 }), 'keep'],
    [dropout({ keep: ramp }), 'keep.keep'],
    [gaussianNoise({ std: () => 1 }), 'std'],
  ] as const)
    expect(() => toConfig(layer)).toThrow(`the root (${layer.kind}) is made of ${option}, a function without settings`)
  expect(resolveSchedule(ramp, { step: 0, steps: 1, epoch: 0 })).toBe(0.75)
})

test('layers inside come back with their configs, at any depth', () => {
  const model = sequential(
    standout(3, { keep: 0.5 }, linear(3, 4)),
    concreteDropout({ keep: 0.5, examples: 10 }, dropConnect(linear(4, 4), { keep: 0.8, sampling: 'moments' })),
    layerDrop(targetedDropout(linear(4, 4), { keep: 0.5, targeted: 0.25, prune: true }), { keep: 0.9, name: 'last' }),
    standout(4, { keep: 0.5 }),
    concreteDropout({ keep: 0.5, examples: 10 }),
  )
  expect(toConfig(throughJson(model))).toEqual(toConfig(model))
  const fast = fastDropout(sequential(dropout({ keep: 0.5 }), linear(3, 1)))
  expect(toConfig(fromConfig(toConfig(fast), tables))).toEqual(toConfig(fast))
})

test('a layer with weights has the widths that it had', () => {
  for (const layer of [
    variationalDropout(3, 5, { keep: 0.9, examples: 10 }),
    sparseVariationalDropout(3, 5, { examples: 10 }),
    standout(3, { keep: 0.9 }),
  ]) {
    const again = throughJson(layer)
    expect(again.options).toEqual(layer.options)
    expect(again.outputShape([3])).toEqual(layer.outputShape([3]))
  }
})
