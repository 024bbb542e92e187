import { readdirSync } from 'node:fs'
import { describeFunction, resolveSchedule, toConfig } from '@thinned/nn'
import { takenJunk } from '@thinned/nn/test/junk-options'
import { describe, expect, test } from 'vitest'
import type { ScheduleCases } from '../../test/schedule-cases.ts'
import { keepScheduleFactories, variantFactories } from '../variant-factories.ts'
import { dropout } from '../variants/dropout.ts'
import { gaussianNoise } from '../variants/gaussian-noise.ts'
import * as makers from './index.ts'

const steps = 100

const entries = readdirSync(import.meta.dirname).filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
const schedules = await Promise.all(
  entries.map(async (file) => {
    const name = file.slice(0, -'.ts'.length)
    const { cases } = (await import(new URL(`${name}.cases.ts`, import.meta.url).href)) as { cases: ScheduleCases }
    return [name, cases] as const
  }),
)

describe.each(schedules)('%s', (_, { schedules, refused }) => {
  describe.each(Object.entries(schedules))('%s', (_, { make, values, parts, settings }) => {
    const course = Array.from({ length: steps }, (_, step) => resolveSchedule(make(), { step, steps, epoch: 0 }))

    test('by hand, the ends among them', () => {
      expect(values.map(([step]) => step)).toEqual(expect.arrayContaining([0, steps - 1]))
      for (const [step, value] of values) expect(course[step]).toBeCloseTo(value, 14)
    })

    test('junk in the place of its settings in a config is refused', () => {
      const config = JSON.parse(JSON.stringify(toConfig(dropout({ keep: make() }))))
      expect(takenJunk(config, { layers: variantFactories, schedules: keepScheduleFactories })).toEqual([])
    })

    test('it rises and falls where it should', () => {
      let first = 0
      for (const [way, last] of parts) {
        for (let step = first + 1; step <= last; step++) {
          const change = course[step]! - course[step - 1]!
          expect(Math.sign(change), `step ${step}`).toBe({ rises: 1, falls: -1, stays: 0 }[way])
        }
        first = last
      }
      expect(first).toBe(steps - 1)
    })

    test('it stays a probability, in runs of a step or two and beyond the end of a run', () => {
      for (const [step, ofSteps] of [
        [0, 1],
        [0, 2],
        [1, 2],
        [1000, 100],
      ] as const) {
        const keep = resolveSchedule(make(), { step, steps: ofSteps, epoch: 0 })
        expect(keep).toBeGreaterThanOrEqual(0)
        expect(keep).toBeLessThanOrEqual(1)
      }
    })

    test('a checkpoint tells it by its settings, and so does a layer that follows it', () => {
      expect(describeFunction(make())).toEqual(settings)
      const { name, ...others } = settings
      const { options } = dropout({ keep: make() })
      expect(JSON.parse(JSON.stringify(options))).toEqual({ keep: { schedule: name, ...others } })
    })
  })

  test('settings without sense are refused', () => {
    for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
  })
})

test.each(Object.entries(makers))('%s, which was not called, is no schedule', (name, make) => {
  for (const option of ['keep', 'drop'])
    expect(() => dropout({ [option]: make } as never)).toThrow(
      `dropout was given ${option} the function ${name}, which makes schedules; call it with its options, as in schedules.linearKeep({ initial: 1, final: 0.5 }).`,
    )
  expect(() => gaussianNoise({ std: make } as never)).toThrow(
    `gaussianNoise was given std the function ${name}; it takes`,
  )
})

test('a probability without a name is asked for what it is of', () => {
  expect(() => dropout(0.5 as never)).toThrow(
    'dropout was given 0.5; say what it is the probability of: dropout({ keep: 0.5 }) or dropout({ drop: 0.5 }).',
  )
})
