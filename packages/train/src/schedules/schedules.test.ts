import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeFunction, type Moment, resolveSchedule } from '@thinned/nn'
import { describe, expect, test } from 'vitest'
import type { ScheduleCase, ScheduleCases } from '../../test/cases.ts'
import { casesOf } from '../../test/cases-of.ts'
import { sgd } from '../optimizers/index.ts'
import * as makers from './index.ts'

const fixture: { steps: number; perEpoch: number; runs: Readonly<Record<string, readonly number[]>> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/schedules.json'), 'utf8'),
)
const { steps, perEpoch, runs } = fixture
const validations = Array.from({ length: steps / perEpoch }, (_, epoch) => ({
  validationLoss: 1 / Math.min(epoch + 1, 3),
}))

function at(step: number, ofSteps = steps): Moment {
  const epoch = Math.floor(step / perEpoch)
  return { step, steps: ofSteps, epoch, validations: validations.slice(0, epoch) }
}

const schedules = await casesOf<ScheduleCases>('schedules')

const everyCase = Object.fromEntries(schedules.flatMap(([, { schedules }]) => Object.entries(schedules)))
const courseOf = ({ make }: ScheduleCase) =>
  Array.from({ length: steps }, (_, step) => resolveSchedule(make(), at(step)))

test.each(Object.entries(runs))('%s is as in torch.optim.lr_scheduler', (name, values) => {
  expect(courseOf(everyCase[name]!)).toEqual(values.map((value) => expect.closeTo(value, 12)))
})

describe.each(schedules)('%s', (_, { schedules, refused }) => {
  describe.each(Object.entries(schedules))('%s', (_, one) => {
    const { make, values, parts, settings } = one
    const course = courseOf(one)

    test('by hand, the ends among them', () => {
      expect(values.map(([step]) => step)).toEqual(expect.arrayContaining([0, steps - 1]))
      for (const [step, value] of values) expect(course[step]).toBeCloseTo(value, 12)
    })

    test('it rises and falls where it should', () => {
      let first = 0
      for (const [way, last] of parts) {
        for (let step = first + 1; step <= last; step++) {
          const change = course[step]! - course[step - 1]!
          if (way === 'rises') expect(change).toBeGreaterThan(0)
          if (way === 'falls') expect(change).toBeLessThan(0)
          if (way === 'stays') expect(change).toBe(0)
          if (way === 'never rises') expect(change).toBeLessThanOrEqual(0)
        }
        first = last
      }
      expect(first).toBe(steps - 1)
    })

    test('a run of one step or two is no exception', () => {
      for (const [step, ofSteps] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const)
        expect(resolveSchedule(make(), at(step, ofSteps))).toSatisfy(Number.isFinite)
    })

    test('a checkpoint compares its settings', () => {
      expect(describeFunction(make())).toEqual(settings)
      expect(JSON.parse(JSON.stringify(settings))).toEqual(settings)
    })
  })

  test('settings without sense are refused', () => {
    for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
  })
})

test.each(Object.entries(makers))('%s, which was not called, is no schedule', (name, make) => {
  const advice = `the function ${name}; it takes `
  const call = 'This function makes schedules; call it with its options, as in schedules.cosine({ initial: 0.1 }).'
  for (const options of [{ learningRate: make }, { learningRate: 0.1, momentum: make }])
    for (const sentence of [advice, call]) expect(() => sgd(options as never)).toThrow(sentence)
})
