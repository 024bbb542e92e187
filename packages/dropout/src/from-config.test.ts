import { linear, resolveSchedule } from '@thinned/nn'
import { expect, test } from 'vitest'
import * as facts from './facts/index.ts'
import { factories, fromConfig } from './from-config.ts'
import { depthRamp } from './keep/depth-ramp.ts'
import { early } from './schedules/early.ts'
import { concreteDropout } from './variants/concrete-dropout.ts'
import { dropout } from './variants/dropout.ts'
import { gaussianNoise } from './variants/gaussian-noise.ts'
import { sparseVariationalDropout } from './variants/sparse-variational-dropout.ts'
import { standout } from './variants/standout.ts'
import { variationalDropout } from './variants/variational-dropout.ts'

/** A description that went through JSON. */
const described = ({ kind, options }: { kind: string; options: object }) =>
  JSON.parse(JSON.stringify({ kind, ...options }))

test('it knows every variant, and nothing else that their files export', () => {
  const names = Object.keys(facts).flatMap((name) => (name.endsWith('Facts') ? [name.slice(0, -'Facts'.length)] : []))
  expect(Object.keys(factories).sort()).toEqual(names.sort())
})

test('a schedule of this package is made again, with its settings', () => {
  const layer = dropout({ keep: early({ keep: 0.5, steps: 10 }) })
  expect(fromConfig(described(layer)).options).toEqual({
    keep: { schedule: 'early', keep: 0.5, steps: 10, course: 'linear' },
  })
})

test('another schedule is refused, by its name where it has one', () => {
  const ramp = depthRamp({ layers: 2, keep: () => 0.5 })[0]!
  for (const [layer, sentence] of [
    [dropout({ keep: () => 0.5 }), 'fromConfig was given a dropout whose keep was a schedule, a function, which'],
    [dropout({ keep: ramp }), 'fromConfig was given a dropout whose keep was a schedule named depthRamp, which'],
    [dropout({ drop: early({ keep: 0.5, steps: 10 }) }), 'a schedule named drop, which'],
    [
      gaussianNoise({ std: () => 1 }),
      'fromConfig was given a gaussianNoise whose std was a schedule, a function, which',
    ],
  ] as const)
    expect(() => fromConfig(described(layer))).toThrow(sentence)
  expect(resolveSchedule(ramp, { step: 0, steps: 1, epoch: 0 })).toBe(0.75)
})

test('a layer that has another inside is refused, one without is made again', () => {
  for (const layer of [
    standout(3, { keep: 0.5 }, linear(3, 2)),
    concreteDropout({ keep: 0.5, examples: 10 }, linear(3, 2)),
  ])
    expect(() => fromConfig(described(layer))).toThrow(
      `a ${layer.kind}, which stands around a layer that a description`,
    )
  expect(fromConfig(described(standout(3, { keep: 0.5 }))).options).toEqual({ inputs: 3, keep: 0.5 })
})

test('a layer with weights of its own has the widths that it had', () => {
  for (const layer of [
    variationalDropout(3, 5, { keep: 0.9, examples: 10 }),
    sparseVariationalDropout(3, 5, { examples: 10 }),
    standout(3, { keep: 0.9 }),
  ]) {
    const revived = fromConfig(described(layer))
    expect(revived.options).toEqual(layer.options)
    expect(revived.outputShape([3])).toEqual(layer.outputShape([3]))
  }
})
