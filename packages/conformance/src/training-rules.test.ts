import { foldIn, key } from '@thinned/rng'
import { type Backend, randomNormal, reference, scope, zeros } from '@thinned/tensor'
import type { AveragingRule } from '@thinned/train'
import type { AveragingCases, ConstraintCases, OptimizerCases } from '@thinned/train/test/cases'
import { casesOf } from '@thinned/train/test/cases-of'
import { wasm } from '@thinned/wasm'
import { describe, expect, test } from 'vitest'

/** Everything of `@thinned/train` that writes over parameters, found by its file, writes the reference's bits on WASM. */
const optimizers = (await casesOf<OptimizerCases>('optimizers')).flatMap(([, { trajectories }]) =>
  Object.entries(trajectories),
)
const constraints = await casesOf<ConstraintCases>('constraints')
const averaging = await casesOf<AveragingCases>('averaging')
const backends = [await wasm({ threads: 1 }), await wasm({ threads: 2, revectorize: false })]
const SHAPES = [[3], [129, 67], [3, 3, 4, 9]] as const
const STEPS = 5
const moment = (step: number) => ({ step, steps: STEPS, epoch: step })

const normal = (name: string, shape: readonly number[], backend: Backend) => randomNormal(key(name), shape, { backend })

const follow = (make: OptimizerCases['trajectories'][string], backend: Backend) =>
  SHAPES.map((shape) =>
    scope(() => {
      const [parameter, optimizer] = [normal('weight', shape, backend), make()]
      const state = Object.fromEntries(optimizer.stateNames.map((name) => [name, zeros(shape, { backend })]))
      for (let step = 0; step < STEPS; step++) {
        const gradient = randomNormal(foldIn(key('gradient'), step), shape, { backend })
        optimizer.update(parameter, gradient, state, moment(step))
      }
      return [parameter, ...Object.values(state)].map((held) => held.readSync())
    }),
  )

const constrain = (make: ConstraintCases['make'], backend: Backend) =>
  SHAPES.map((shape) =>
    scope(() => {
      const parameter = normal('weight', shape, backend)
      make().apply('weight', parameter)
      return parameter.readSync()
    }),
  )

const average = (rule: AveragingRule, backend: Backend) =>
  SHAPES.map((shape) =>
    scope(() => {
      const held = zeros(shape, { backend })
      for (let step = 0; step < STEPS; step++)
        rule.update(held, randomNormal(foldIn(key('weight'), step), shape, { backend }), moment(step))
      return held.readSync()
    }),
  )

describe.each(backends.map((backend) => [backend.name, backend] as const))('%s', (_, backend) => {
  test.each(optimizers)('the optimizer of the trajectory %s', (_, make) => {
    expect(follow(make, backend)).toEqual(follow(make, reference))
  })
  test.each(constraints)('the constraint %s', (_, { make }) => {
    expect(constrain(make, backend)).toEqual(constrain(make, reference))
  })
  test.each(averaging)('the average %s', (_, { make }) => {
    expect(average(make(), backend)).toEqual(average(make(), reference))
  })
  test('nothing is left behind, and nothing fell back', () => {
    expect(backend.memory()).toEqual({ buffers: 0, bytes: 0 })
    expect([...backend.fallbacks]).toEqual([])
  })
})
