import { key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { choice, integer, logUniform, uniform } from '../dimensions/index.ts'
import type { Strategy } from '../strategy.ts'
import type { PlannedTrial, TrialRecord } from '../trials/trial-record.ts'
import { grid, random, successiveHalving } from './index.ts'

const space = { rate: logUniform(1e-3, 1), hidden: choice([64, 128]), keep: uniform(0.3, 1) }

/** All rounds, where a trial's value is a function of it. */
function play(
  strategy: Strategy,
  value: (trial: PlannedTrial) => number | undefined,
  { seed = 1, mode = 'min' as 'min' | 'max' } = {},
): readonly (readonly PlannedTrial[])[] {
  const rounds: PlannedTrial[][] = []
  const ended: TrialRecord[][] = []
  for (;;) {
    const planned = strategy.round({ space, key: key(seed), mode }, ended)
    if (planned.length === 0) return rounds
    rounds.push([...planned])
    ended.push(
      planned.map((trial) => {
        const found = value(trial)
        return { ...trial, seconds: 0, ...(found === undefined ? { error: 'planted' } : { value: found }) }
      }),
    )
  }
}

const numbers = (round: readonly PlannedTrial[]) => round.map(({ index }) => index)

describe.each([
  ['grid', grid({ points: 3 }), 18],
  ['random', random({ trials: 7 }), 7],
  ['successiveHalving', successiveHalving({ trials: 9, budget: { first: 1, last: 9 } }), 13],
] as const)('%s', (name, strategy, total) => {
  const value = ({ settings }: PlannedTrial) => (settings['keep'] as number) * (settings['rate'] as number)

  test('the same key gives the same trials, another one others where they are drawn', () => {
    expect(strategy.name).toBe(name)
    expect(play(strategy, value)).toEqual(play(strategy, value))
    if (name === 'grid') expect(play(strategy, value, { seed: 2 })).toEqual(play(strategy, value))
    else expect(play(strategy, value, { seed: 2 })).not.toEqual(play(strategy, value))
  })

  test('as many trials as it says', () => {
    const trials = play(strategy, value).flat()
    expect(trials).toHaveLength(total)
    expect(strategy.total(space)).toBe(total)
    expect(new Set(trials.map(({ round, index }) => `${round}/${index}`)).size).toBe(total)
    for (const { settings } of trials) expect(Object.keys(settings).sort()).toEqual(['hidden', 'keep', 'rate'])
  })

  test('its settings are JSON', () => {
    expect(JSON.parse(JSON.stringify(strategy.settings))).toEqual(strategy.settings)
  })
})

test('a grid varies the last name fastest, whatever the order in which settings were given', () => {
  const strategy = grid({ points: 2, budget: 5 })
  const context = { key: key(1), mode: 'min' } as const
  const [b, a] = [choice([true, false]), integer(1, 9)]
  const trials = strategy.round({ ...context, space: { b, a } }, [])
  expect(trials.map(({ settings: { a, b }, index, budget }) => [index, a, b, budget])).toEqual([
    [0, 1, true, 5],
    [1, 1, false, 5],
    [2, 9, true, 5],
    [3, 9, false, 5],
  ])
  expect(strategy.round({ ...context, space: { a, b } }, [])).toEqual(trials)
})

test('a draw depends on the key, the index and its own name alone', () => {
  const draw = (trials: number, of: object = space) =>
    random({ trials }).round({ space: of as typeof space, key: key(7), mode: 'min' }, [])
  expect(draw(3)).toEqual(draw(5).slice(0, 3))
  expect(draw(3, { keep: space.keep }).map(({ settings }) => settings['keep'])).toEqual(
    draw(3).map(({ settings }) => settings['keep']),
  )
})

test('draws cover the space: 2,000 of them have the mean of the law within 6 standard errors', () => {
  // A right generator fails one such bound once in 5 · 10^8 keys.
  const trials = random({ trials: 2000 }).round({ space, key: key('cover'), mode: 'min' }, [])
  const mean = (of: (settings: PlannedTrial['settings']) => number) =>
    trials.reduce((sum, { settings }) => sum + of(settings), 0) / trials.length
  const bound = (deviation: number) => (6 * deviation) / Math.sqrt(2000)
  expect(Math.abs(mean(({ keep }) => keep as number) - 0.65)).toBeLessThan(bound(0.7 / Math.sqrt(12)))
  expect(Math.abs(mean(({ hidden }) => Number(hidden === 64)) - 0.5)).toBeLessThan(bound(0.5))
  expect(Math.abs(mean(({ rate }) => Math.log10(rate as number)) + 1.5)).toBeLessThan(bound(3 / Math.sqrt(12)))
  // And one setting tells nothing of another.
  const both = mean(({ keep, hidden }) => Number((keep as number) < 0.65 && hidden === 64))
  expect(Math.abs(both - 0.25)).toBeLessThan(bound(Math.sqrt(3) / 4))
})

describe('successive halving', () => {
  test('budgets and survivors by hand: 27 trials at 1, 9 at 3, 3 at 9, 1 at 27', () => {
    const rounds = play(successiveHalving({ trials: 27, eta: 3, budget: { first: 1, last: 27 } }), ({ index }) => index)
    expect(rounds.map((round) => [round.length, round[0]!.budget])).toEqual([
      [27, 1],
      [9, 3],
      [3, 9],
      [1, 27],
    ])
    expect(rounds.map(numbers).slice(1)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2], [0]])
    expect(rounds[3]![0]!.settings).toEqual(rounds[0]![0]!.settings)
  })

  test('what does not divide is rounded down, one trial at least goes on, and no budget is above the last', () => {
    const rounds = play(successiveHalving({ trials: 5, eta: 2, budget: { first: 3, last: 30 } }), ({ index }) => index)
    expect(rounds.map((round) => [round.length, round[0]!.budget])).toEqual([
      [5, 3],
      [2, 6],
      [1, 12],
      [1, 24],
    ])
    expect(play(successiveHalving({ trials: 4, budget: { first: 2, last: 2 } }), () => 1)).toHaveLength(1)
  })

  test.each([
    [0.1, 3],
    [0.2, 3],
    [0.3, 3],
    [0.1, 1.1],
    [0.7, 10 / 3],
  ])('budgets from %f, times %f, whose products are rounded, lose no round', (first, eta) => {
    for (let rounds = 1; rounds <= 6; rounds++) {
      const last = Number((first * eta ** (rounds - 1)).toPrecision(12))
      const played = play(successiveHalving({ trials: 100, eta, budget: { first, last } }), () => 1)
      expect(played.map((round) => round[0]!.budget)).toHaveLength(rounds)
      expect(played.at(-1)![0]!.budget).toBeCloseTo(last, 9)
      expect(Math.max(...played.map((round) => round[0]!.budget))).toBeLessThanOrEqual(last)
      for (const [i, round] of played.entries())
        expect(round).toHaveLength(Math.max(1, Math.floor(100 / eta ** i + 1e-6)))
    }
  })

  test('the best of a round go on: the highest where higher is better, equals by their index, not those that failed', () => {
    const strategy = successiveHalving({ trials: 6, eta: 2, budget: { first: 1, last: 2 } })
    const values = [3, 1, 2, 2, 5, undefined]
    const second = (mode: 'min' | 'max', of = values) =>
      numbers(play(strategy, ({ index }) => of[index], { mode })[1] ?? [])
    expect(second('min')).toEqual([1, 2, 3])
    expect(second('max')).toEqual([0, 2, 4])
    expect(second('min', [Number.NaN, undefined, undefined, undefined, 1, undefined])).toEqual([0, 4])
    expect(second('min', new Array(6).fill(undefined))).toEqual([])
  })

  test('a trial of a later round is asked for by what earlier ones gave alone', () => {
    const strategy = successiveHalving({ trials: 9, budget: { first: 1, last: 9 } })
    // The second round turns the order round.
    const rounds = play(strategy, ({ round, index }) => (round === 0 ? index : -index))
    expect(rounds.map(numbers)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 1, 2], [2]])
  })
})

test('settings without sense are refused', () => {
  const refused: readonly (readonly [() => unknown, string])[] = [
    [() => random({ trials: 0 }), 'random was given trials 0; it takes an integer from 1.'],
    [() => random({ trials: 1, budget: 0 }), 'random was given budget 0; it takes a number above 0.'],
    [() => grid({ points: 1.5 }), 'grid was given points 1.5; it takes an integer from 1.'],
    [() => grid({ budget: -1 }), 'grid was given budget -1'],
    [
      () => successiveHalving({ trials: 4, eta: 1, budget: { first: 1, last: 2 } }),
      'successiveHalving was given eta 1; it takes a number above 1, such as 3.',
    ],
    [() => successiveHalving({ trials: 0, budget: { first: 1, last: 2 } }), 'was given trials 0'],
    [() => successiveHalving({ trials: 2, budget: { first: 0, last: 2 } }), 'was given budget.first 0'],
    [
      () => successiveHalving({ trials: 2, budget: { first: 3, last: 2 } }),
      'was given budget.last 2; it takes a number from budget.first, 3.',
    ],
  ]
  for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
})
