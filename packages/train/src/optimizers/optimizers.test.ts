import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NestedNumbers, reference, scope, type Tensor, tensor, zeros } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import type { OptimizerCases } from '../../test/cases.ts'
import { casesOf } from '../../test/cases-of.ts'
import type { Optimizer } from '../updates/rules.ts'

type Matrix = readonly (readonly number[])[]
interface Fixture {
  readonly start: Matrix
  readonly gradients: readonly Matrix[]
  readonly trajectories: Readonly<Record<string, readonly Matrix[]>>
}

const fixture: Fixture = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/optimizers.json'), 'utf8'))
const STEPS = fixture.gradients.length
const optimizers = await casesOf<OptimizerCases>('optimizers')

test('every trajectory of the fixture is taken', () => {
  const taken = optimizers.flatMap(([, { trajectories }]) => Object.keys(trajectories))
  expect(taken.sort()).toEqual(Object.keys(fixture.trajectories).sort())
})

const start = (dtype: 'float32' | 'float64') => tensor(fixture.start as NestedNumbers, { dtype })
const stateFor = ({ stateNames }: Optimizer, parameter: Tensor) =>
  Object.fromEntries(stateNames.map((name) => [name, zeros(parameter.shape, { dtype: parameter.dtype as 'float32' })]))

/** Takes the step along the fixture's gradient. */
function take(optimizer: Optimizer, parameter: Tensor, state: Readonly<Record<string, Tensor>>, step: number): void {
  scope(() => {
    const gradient = tensor(fixture.gradients[step] as NestedNumbers, { dtype: parameter.dtype })
    optimizer.update(parameter, gradient, state, { step, steps: STEPS, epoch: 0 })
    expect(Array.from(gradient.readSync())).toEqual(
      Array.from(tensor(fixture.gradients[step]!.flat(), { dtype: parameter.dtype }).readSync()),
    )
  })
}

describe.each(optimizers)('%s', (_, { trajectories, refused }) => {
  describe.each(Object.entries(trajectories))('%s', (name, make) => {
    test('the weights of torch.optim after every step, in float64, and nearly so in float32', () => {
      for (const [dtype, digits] of [
        ['float64', 13],
        ['float32', 5],
      ] as const) {
        const [parameter, optimizer] = [start(dtype), make()]
        const state = stateFor(optimizer, parameter)
        fixture.trajectories[name]!.forEach((expected, step) => {
          take(optimizer, parameter, state, step)
          const truth = expected.flat().map((value) => expect.closeTo(value, digits))
          expect(Array.from(parameter.readSync())).toEqual(truth)
        })
      }
    })

    test('the state is the only memory, and nothing else is left behind', () => {
      const before = reference.memory().buffers
      const whole = start('float32')
      const state = stateFor(make(), whole)
      for (let step = 0; step < STEPS; step++) take(make(), whole, state, step)
      expect(reference.memory().buffers - before).toBe(1 + make().stateNames.length)
      const [parameter, half] = [start('float32'), 5]
      const own = stateFor(make(), parameter)
      const first = make()
      for (let step = 0; step < half; step++) take(first, parameter, own, step)
      const copy = (held: Tensor) => tensor(held.readSync(), { shape: held.shape })
      const resumed = copy(parameter)
      const copied = Object.fromEntries(Object.entries(own).map(([name, held]) => [name, copy(held)]))
      const second = make()
      for (let step = half; step < STEPS; step++) take(second, resumed, copied, step)
      expect(resumed.readSync()).toEqual(whole.readSync())
    })

    test('it finds the bottom of a bowl', () => {
      const [curves, bottom] = [
        [3, 0.5],
        [0.3, -0.2],
      ]
      const parameter = tensor([[-1, 1]])
      const [optimizer, state] = [make(), stateFor(make(), parameter)]
      const height = () =>
        Array.from(parameter.readSync(), (value, i) => (curves[i]! / 2) * (value - bottom[i]!) ** 2).reduce(
          (a, b) => a + b,
        )
      const top = height()
      for (let step = 0; step < 2000; step++) {
        scope(() => {
          const slope = Array.from(parameter.readSync(), (value, i) => curves[i]! * (value - bottom[i]!))
          optimizer.update(parameter, tensor([slope]), state, { step, steps: 2000, epoch: 0 })
        })
      }
      expect(height()).toBeLessThan(0.01 * top)
    })

    test('what a checkpoint compares is JSON that holds every setting', () => {
      const { settings, stateNames } = make()
      expect(JSON.parse(JSON.stringify(settings))).toEqual(settings)
      expect(new Set(stateNames).size).toBe(stateNames.length)
    })
  })

  test('settings that cannot train are refused', () => {
    for (const [attempt, sentence] of refused) expect(attempt).toThrow(sentence)
  })
})
