import { twoMoons } from '@thinned/data'
import { flattenParams, init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { isRecording, reference, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { maxNorm } from '../constraints/index.ts'
import { adam, sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import type { Optimizer } from './rules.ts'
import { updateParameters } from './update-parameters.ts'

const train = twoMoons({ size: 70, key: key(1) })
const validation = twoMoons({ size: 40, key: key(2) })
const build = () => sequential(linear(2, 12), relu(), testDropout(0.7), linear(12, 8), relu(), linear(8, 2))
const settings: FitOptions = {
  data: { train, validation },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 16,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  key: key(42),
}
const weights = (model: Layer) =>
  Object.fromEntries(Object.entries(flattenParams(model.params)).map(([path, held]) => [path, held.readSync()]))

async function trained(changed: Partial<FitOptions>): Promise<Record<string, ArrayLike<number>>> {
  const model = build()
  await fit(model, { ...settings, ...changed })
  return weights(model)
}

function initial(): Record<string, ArrayLike<number>> {
  const model = build()
  init(model, key(0))
  return weights(model)
}

test('groups that change nothing give the same bits, and the first that matches has a parameter', async () => {
  const plain = await trained({})
  const same = { optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }) }
  expect(await trained({ groups: [{ match: 'linear2/*', ...same, l2: 0, constraint: null }] })).toEqual(plain)
  const groups = [
    { match: 'linear1/weight', ...same },
    { match: /^linear1/, optimizer: sgd({ learningRate: 0 }) },
  ]
  const first = await trained({ groups, epochs: 1 })
  const untouched = await trained({ optimizer: sgd({ learningRate: 0 }), epochs: 1 })
  expect(first['linear1/bias']).toEqual(untouched['linear1/bias'])
  expect(first['linear1/weight']).not.toEqual(untouched['linear1/weight'])
})

test('a pattern, an expression and a function say the same; a star stops at a slash, two do not', async () => {
  const optimizer = adam()
  const given = await trained({ groups: [{ match: 'linear?/weight'.replace('?', '2'), optimizer }] })
  for (const match of [/^linear2\/w/g, (path: string) => path === 'linear2/weight', 'lin*2/w*'])
    expect(await trained({ groups: [{ match, optimizer }] })).toEqual(given)
  expect(await trained({ groups: [{ match: '**/weight', optimizer }] })).toEqual(
    await trained({ groups: [{ match: '*/weight', optimizer }] }),
  )
  await expect(trained({ groups: [{ match: '*', optimizer }] })).rejects.toThrow(
    "fit was given the group '*', which matches none of the parameters: linear1/weight, linear1/bias, linear2/weight, linear2/bias, linear3/weight, linear3/bias.",
  )
  await expect(trained({ groups: [{ match: 'linear./weight', optimizer }] })).rejects.toThrow('which matches none')
})

test('decay and constraints of a group hold for it alone', async () => {
  const constraint = maxNorm(0.5)
  const norms = (values: ArrayLike<number>, units: number) =>
    Array.from({ length: units }, (_, unit) => Math.hypot(...Array.from(values).filter((_, i) => i % units === unit)))
  const bounded = await trained({ groups: [{ match: 'linear2/*', constraint }] })
  expect(Math.max(...norms(bounded['linear2/weight']!, 8))).toBeLessThan(0.5001)
  expect(Math.max(...norms(bounded['linear1/weight']!, 12))).toBeGreaterThan(0.5001)
  const freed = await trained({ constraint, groups: [{ match: 'linear1/*', constraint: null }] })
  expect(Math.max(...norms(freed['linear1/weight']!, 12))).toBeGreaterThan(0.5001)
  expect(Math.max(...norms(freed['linear2/weight']!, 8))).toBeLessThan(0.5001)
  const decayed = await trained({ groups: [{ match: '**', l2: 0.5 }] })
  expect(decayed).toEqual(await trained({ l2: 0.5 }))
})

test('L1 adds λ·sign(w) to the gradient of weights, nothing where w is 0, and draws weights to 0', async () => {
  const seen: number[][] = []
  const optimizer: Optimizer = {
    ...sgd({ learningRate: 0 }),
    update: (parameter, gradient) => void seen.push([parameter.rank, ...gradient.readSync()]),
  }
  const params = { w: tensor([[2, -3, 0, -0]]), b: tensor([1, -1]) }
  const gradients = { w: tensor([[1, 1, 1, 1]]), b: tensor([5, 5]) }
  const rule = { optimizer, l1: 0.25, l2: 0, constraint: undefined }
  const progress = { params, optimizerState: { w: {}, b: {} }, step: 0, epoch: 0 }
  const setup = { options: { data: {} }, steps: 1, rules: { w: rule, b: rule } }
  updateParameters({ setup, progress, sound: true } as never, gradients)
  expect(seen).toEqual([
    [2, 1.25, 0.75, 1, 1],
    [1, 5, 5],
  ])
  const small = (values: Record<string, ArrayLike<number>>) =>
    Array.from(values['linear1/weight']!).reduce((sum, w) => sum + Math.abs(w), 0)
  expect(small(await trained({ l1: 0.05 }))).toBeLessThan(0.8 * small(await trained({})))
  expect(await trained({ groups: [{ match: '**', l1: 0.05 }] })).toEqual(await trained({ l1: 0.05 }))
})

test('frozen parameters stay, need no slots and no gradient; the others move', async () => {
  const before = initial()
  const frozen = { match: 'linear1/**', frozen: true }
  const model = build()
  init(model, key(0))
  const asked = new Set<boolean>()
  const first = model.children['linear1']!
  const { forwardFused } = first
  first.forwardFused = (x, pass, epilogue, params = {}) => {
    if (pass.mode === 'train' && isRecording())
      for (const held of Object.values(params)) asked.add((held as Tensor).requiresGrad)
    return forwardFused!(x, pass, epilogue, params)
  }
  const held = reference.memory().buffers
  const store = memoryStore()
  await fit(model, { ...settings, groups: [frozen], checkpoint: { store }, earlyStopping: { patience: 5 } })
  expect(reference.memory().buffers).toBe(held)
  expect([...asked]).toEqual([false])
  const after = weights(model)
  expect(after['linear1/weight']).toEqual(before['linear1/weight'])
  expect(after['linear1/bias']).toEqual(before['linear1/bias'])
  expect(after['linear2/weight']).not.toEqual(before['linear2/weight'])
  const text = new TextDecoder().decode(store.saved[0]!)
  expect([text.includes('optimizer/velocity/linear1/'), text.includes('optimizer/velocity/linear2/')]).toEqual([
    false,
    true,
  ])
  expect(Object.values(flattenParams(model.params)).every(({ requiresGrad }) => requiresGrad)).toBe(true)
  const still = sgd({ learningRate: 0 })
  const still1 = { match: 'linear1/**', optimizer: still }
  expect(await trained({ groups: [frozen] })).toEqual(await trained({ groups: [still1] }))
})

test('groups resume to the same bits, and a checkpoint of other groups is refused', async () => {
  const groups = [
    { match: 'linear1/*', optimizer: adam() },
    { match: 'linear3/*', l2: 0.1 },
    { match: 'linear2/bias', frozen: true },
  ]
  const store = memoryStore()
  const whole = build()
  await fit(whole, { ...settings, groups, checkpoint: { store, everySteps: 1 } })
  for (const stop of [1, 4, 6]) {
    const resumed = build()
    const checkpoint = { store: memoryStore(store.saved[stop]!) }
    await fit(resumed, { ...settings, groups, checkpoint, resume: true })
    expect(weights(resumed)).toEqual(weights(whole))
  }
  const other = { ...settings, groups: [groups[0]!, { match: 'linear3/weight', l2: 0.1 }, groups[2]!], resume: true }
  await expect(fit(build(), { ...other, checkpoint: { store } })).rejects.toThrow(
    /another run: groups was \[.*\] and is \[/,
  )
})

test('groups that cannot be are refused', async () => {
  const refused = (...groups: object[]) => expect(fit(build(), { ...settings, groups } as FitOptions)).rejects
  await refused({ match: '**', frozen: true }).toThrow('groups that freeze every parameter; there is nothing to train')
  await refused({ match: '**', l2: 1 }, { match: 'linear1/*', l2: 2 }).toThrow(
    "fit was given the group 'linear1/*', but the groups before it have all that it matches: linear1/weight, linear1/bias.",
  )
  await refused({ match: () => false }).toThrow('fit was given the group of a function, which matches none')
  await refused({ match: /^conv/ }).toThrow('fit was given the group /^conv/, which matches none')
  await refused({ match: '**', l1: -1 }).toThrow('fit was given groups[0].l1 -1; it takes a number from 0')
  await refused({ match: '*/bias', frozen: true, l2: 1 }).toThrow('as frozen and with settings of an update')
})
