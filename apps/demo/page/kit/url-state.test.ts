import { expect, test } from 'vitest'
import { choice, flag, list, number, readFields, urlState, whole, word } from './url-state.ts'

const fields = {
  keep: number({ label: 'keep', initial: 0.5, min: 0.1, max: 1, step: 0.05 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 9 }),
  data: choice({ label: 'Data', of: ['moons', 'spirals'], initial: 'moons' }),
  off: list({ label: 'Units turned off', initial: [], min: 0, max: 7 }),
  evaluate: flag({ label: 'Evaluation', initial: false }),
  variant: word({ label: 'Variant', initial: '' }),
}
const read = (search: string) => readFields('twins', fields, new URLSearchParams(search))

test('reads its own parameters and leaves those of others', () => {
  expect(
    read('twins.keep=0.8&twins.seed=3&twins.data=spirals&twins.off=1.5&twins.evaluate=yes&step.keep=7&embed'),
  ).toEqual({
    values: { keep: 0.8, seed: 3, data: 'spirals', off: [1, 5], evaluate: true },
    problems: [],
  })
})

test.for([
  ['twins.keep=2', 'The address sets keep to "2"; keep is a number from 0.1 to 1. It stands at 0.5 instead.'],
  ['twins.keep=', 'The address sets keep to ""; keep is a number from 0.1 to 1. It stands at 0.5 instead.'],
  ['twins.seed=1.5', 'The address sets seed to "1.5"; seed is a whole number from 0 to 9. It stands at 1 instead.'],
  ['twins.data=mnist', 'The address sets data to "mnist"; data is one of moons, spirals. It stands at moons instead.'],
  [
    'twins.off=1.9',
    'The address sets off to "1.9"; off is whole numbers from 0 to 7 with dots between them. It stands at none instead.',
  ],
  [
    'twins.off=1..2',
    'The address sets off to "1..2"; off is whole numbers from 0 to 7 with dots between them. It stands at none instead.',
  ],
  [
    'twins.evaluate=constructor',
    'The address sets evaluate to "constructor"; evaluate is yes or no. It stands at no instead.',
  ],
  ['twins.variant=a+b', 'The address sets variant to "a b"; variant is one word. It stands at none instead.'],
  ['twins.evaluate=1', 'The address sets evaluate to "1"; evaluate is yes or no. It stands at no instead.'],
  [
    'twins.drop=1',
    'The address sets drop, which is not a setting here; there are keep, seed, data, off, evaluate, variant.',
  ],
  [
    'twins.toString=1',
    'The address sets toString, which is not a setting here; there are keep, seed, data, off, evaluate, variant.',
  ],
] as const)('says what is wrong with %s', ([search, problem]) => {
  expect(read(search)).toEqual({ values: {}, problems: [problem] })
})

test('the link holds what differs from the first state, and reads back', () => {
  const state = urlState('twins', fields)
  expect(state.link()).toBe('http://localhost/#twins')
  const changed = { keep: 0.8, seed: 0, data: 'spirals', off: [2, 0], evaluate: true, variant: 'dropBlock' } as const
  state.set(changed)
  const link = new URL(state.link())
  expect(link.hash).toBe('#twins')
  expect(readFields('twins', fields, link.searchParams)).toEqual({ values: changed, problems: [] })
  state.reset()
  expect(state.link()).toBe('http://localhost/#twins')
})
