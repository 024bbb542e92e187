import type { EpochRecord } from '@thinned/train'
import { expect, test } from 'vitest'
import { nextStep, type Verdict } from './next-step.ts'

/** A run of one epoch with these errors. */
const run = (error: number, validationError: number, keep: Record<string, number> = {}, loss = 1) => ({
  history: [
    {
      ...{ epoch: 0, runningLoss: 1, thinnedLoss: 1, loss, validationLoss: 1, accuracy: 1 - error, keep },
      ...{ error, validationError, measuredExamples: 1000, seconds: 1, examplesPerSecond: 1000 },
    } satisfies EpochRecord,
  ],
})
const dropped = { dropout1: 0.5 }
const step = (
  plain: ReturnType<typeof run>,
  dropout: ReturnType<typeof run>,
  { verdict = 0 as Verdict, examples = 1000 } = {},
) => nextStep({ plain, dropout }, verdict, 'classification', examples)

test('a larger network is advised only where the training data are not learned', () => {
  for (const verdict of [0, 1] as const)
    expect(step(run(0.3, 0.3), run(0.35, 0.35, dropped), { verdict })).toMatch(
      /^The network without it does not overfit much\. Train longer, .+ raise the cap/,
    )
  for (const learned of [step(run(0, 0.1), run(0, 0.1, dropped)), step(run(0, 0), run(0, 0, dropped))])
    expect(learned).not.toMatch(/capacity first|larger|more epochs/)
})

test('where the network without dropout overfits, the one with it says what to try', () => {
  expect(step(run(0, 0.1), run(0, 0.1, dropped))).toMatch(/^Dropout does not close the gap/)
  expect(step(run(0, 0.1), run(0.1, 0.1, dropped))).toMatch(/^With dropout the network underfits/)
  expect(step(run(0.01, 0.1), run(0.06, 0.1, dropped), { examples: 50 })).toMatch(/cannot be told/)
})

test('where dropout lowered the error, the network with it says what to try', () => {
  expect(step(run(0, 0.1), run(0, 0.06, dropped), { verdict: -1 })).toMatch(/^Dropout does not close the gap/)
  expect(step(run(0.01, 0.02), run(0, 0, dropped), { verdict: -1 })).toMatch(/^The training data are/)
})

test('where dropout raised the error, no step asks for less keep', () => {
  expect(step(run(0, 0.06), run(0, 0.1, dropped), { verdict: 1 })).toMatch(/does better without it: leave it out/)
  expect(step(run(0, 0.06, {}, 0.1), run(0.02, 0.1, dropped, 0.6), { verdict: 1 })).toBe(
    'With dropout the training loss is 0.60, without it 0.10: train longer, or keep more units.',
  )
  expect(step(run(0, 0.06), run(0.1, 0.1, dropped), { verdict: 1 })).toMatch(/underfits: .+ Raise keep/)
})
