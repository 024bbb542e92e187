import { full, reference, scope, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import type { AveragingCases, Visited } from '../../test/cases.ts'
import { casesOf } from '../../test/cases-of.ts'
import type { AveragingRule } from '../updates/rules.ts'

const PER_EPOCH = 3
const EPOCHS = 7

/** What a rule of this rhythm is shown of a run whose weights wander. */
function visits({ every }: AveragingRule): Visited[] {
  const steps = Array.from({ length: EPOCHS * PER_EPOCH }, (_, step) => ({
    weight: ((step * 7919) % 31) - 11,
    step,
    epoch: Math.floor(step / PER_EPOCH),
  }))
  return steps.filter(({ step }) => every === 'step' || (step + 1) % PER_EPOCH === 0)
}

describe.each(await casesOf<AveragingCases>('averaging'))('%s', (_, { make, expected, refused }) => {
  const visited = visits(make())
  const steps = EPOCHS * PER_EPOCH

  test.each(['float64', 'float32'] as const)('the average of the paper after every update (%s)', (dtype) => {
    // Whatever lay in the average before does not count.
    const average = full([2], Number.NaN, { dtype })
    for (const [i, { weight, step, epoch }] of visited.entries()) {
      // A new rule each time: what it remembers is the average.
      scope(() => make().update(average, tensor([weight, 2 * weight], { dtype }), { step, steps, epoch }))
      const mean = expected(visited.slice(0, i + 1))
      const digits = dtype === 'float64' ? 12 : 4
      expect(Array.from(average.readSync())).toEqual([expect.closeTo(mean, digits), expect.closeTo(2 * mean, digits)])
    }
  })

  test('the weights stay as they are, and nothing is left behind', () => {
    const [average, parameter] = [tensor([0, 0]), tensor([1, 2])]
    const before = reference.memory().buffers
    for (const { step, epoch } of visited) make().update(average, parameter, { step, steps, epoch })
    expect(reference.memory().buffers).toBe(before)
    expect(parameter.readSync()).toEqual(Float32Array.of(1, 2))
  })

  test('settings that do not average are refused', () => {
    for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
  })
})
