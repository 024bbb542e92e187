import { resolveSchedule } from '@thinned/nn'
import { tensor, zeros } from '@thinned/tensor'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as averaging from './averaging/index.ts'
import * as constraints from './constraints/index.ts'
import * as optimizers from './optimizers/index.ts'
import * as schedules from './schedules/index.ts'
import { TrainError } from './train-error.ts'
import type { AveragingRule, Optimizer } from './updates/rules.ts'

type Maker = (options: never) => unknown

const moment = { step: 3, steps: 10, epoch: 1, validations: [{ validationLoss: 1 }] }

const { constant, ...makers } = schedules

/** Each maker with options that it takes, and how what it made is used: the numbers that come of it are finite, or it is refused. */
const made: Readonly<Record<string, readonly [Maker, object, (made: never) => number]>> = {
  ...Object.fromEntries(
    Object.entries(optimizers).map(([name, make]) => [
      name,
      [
        make,
        { learningRate: 0.1 },
        (optimizer: Optimizer) => {
          const weight = tensor([[1]])
          const state = Object.fromEntries(optimizer.stateNames.map((slot) => [slot, zeros([1, 1])]))
          optimizer.update(weight, tensor([[0.5]]), state, moment)
          return weight.readSync()[0]
        },
      ],
    ]),
  ),
  ...Object.fromEntries(
    (
      [
        [averaging.ema, { decay: 0.9 }],
        [averaging.swa, { from: 1, every: 1 }],
      ] as const
    ).map(([make, given]) => [
      make.name,
      [
        make,
        given,
        (rule: AveragingRule) => {
          const average = tensor([[1]])
          rule.update(average, tensor([[2]]), moment)
          return average.readSync()[0]
        },
      ],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({
      cosine: { initial: 1, final: 0.1 },
      exponential: { initial: 1, final: 0.1 },
      inverseTime: { initial: 1, halfLife: 2 },
      linearWarmup: { warmup: 2, schedule: 1 },
      oneCycle: { peak: 1, initial: 0.1, final: 0.1, rise: 0.3 },
      piecewise: { values: [1, 2], epochs: [1] },
      polynomial: { initial: 1, final: 0.1, power: 1 },
      reduceOnPlateau: { initial: 1, factor: 0.1, patience: 1, threshold: 1, cooldown: 1, minimum: 0.1 },
      step: { initial: 1, factor: 0.5, every: 1 },
    } satisfies Record<keyof typeof makers, object>).map(([name, given]) => [
      name,
      [makers[name as keyof typeof makers], given, (rate: never) => resolveSchedule(rate, moment)],
    ]),
  ),
} as never

const junk = fc.oneof(fc.constantFrom('x', '0.9', NaN, [], null, true, '', -1, Infinity), fc.anything())

test.each(Object.keys(made))('%s gives finite numbers or a sentence, whatever it is given', (name) => {
  const [make, given, use] = made[name]!
  const attempt = (options: unknown): void => {
    try {
      expect(Math.abs(use(make(options as never) as never))).toBeLessThanOrEqual(Number.MAX_VALUE)
    } catch (error) {
      expect(error).toBeInstanceOf(TrainError)
    }
  }
  attempt(given)
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(given)), junk, (option, value) => {
      // A function may give anything: it is the user's. Ratios of extreme numbers overflow, which a step refuses.
      if (
        typeof value === 'function' ||
        (value !== 0 && typeof value === 'number' && Math.abs(Math.log10(Math.abs(value))) > 30)
      )
        return
      attempt({ ...given, [option]: value })
      attempt(value)
    }),
    { seed: 14, numRuns: 300 },
  )
})

test.each([
  [() => optimizers.adam({ lr: 0.1 } as never), 'lr is not an option of adam; write learningRate.'],
  [() => optimizers.adam(0.1 as never), 'adam was given 0.1 as its options; they are an object { learningRate,'],
  [() => optimizers.sgd(undefined as never), 'sgd was given no learningRate; it takes a number from 0, or a schedule.'],
  [() => optimizers.sgd({ learningRate: 0.1, momentum: '0.9' as never }), 'sgd was given momentum "0.9"; it takes'],
  [() => optimizers.sgd({ learningRate: 0.1, weightDecay: 1 } as never), 'write adamW({ weightDecay }), or l2 of fit'],
  [() => optimizers.adamW({ weight_decay: 1 } as never), 'write weightDecay.'],
  [() => optimizers.adam({ beta1: 'x' as never }), 'adam was given beta1 "x"; it takes a number from 0 to below 1'],
  [() => averaging.ema({ decay: true as never }), 'ema was given decay true; it takes'],
  [() => schedules.cosine({ from: 1, to: 0 } as never), 'from is not an option of cosine; write initial.'],
  [() => constant('x' as never), 'constant was given value "x"; it takes a finite number.'],
  [() => constraints.maxNorm({ c: 3 } as never), 'maxNorm was given c { c }; it takes a number above 0.'],
  [() => constraints.maxNorm('3' as never), 'maxNorm was given c "3"; it takes a number above 0.'],
  [
    () => optimizers.adam({ learningRate: schedules.cosine as never }),
    'adam was given learningRate the function cosine; it takes a number from 0, or a schedule. This function makes schedules; call it with its options, as in schedules.cosine({ initial: 0.1 }).',
  ],
  [
    () => made['adam']![2](optimizers.adam({ learningRate: (() => '0.1') as never }) as never),
    'The schedule of adam\'s learningRate gave "0.1" at step 3',
  ],
])('%s', (attempt, sentence) => {
  expect(attempt).toThrow(sentence)
})
