import { createPass, init, linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, reference, tensor } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { afterAll, expect, test } from 'vitest'
import { workloads } from '../workloads/index.ts'
import { densities } from './densities.ts'
import { denseBatches, digitBatches } from './digit-batches.ts'
import { fallbackCounter } from './fallback-counter.ts'
import { trainer } from './trainer.ts'
import { trainingWorkload } from './training-workload.ts'
import { thinnedWorkloads } from './workloads.ts'

const fast = await wasm({ threads: 1 })
afterAll(() => fast.close())

const files: Record<string, Uint8Array> = {
  'images.bin': Uint8Array.from({ length: 7 * 6 }, (_, i) => (i % 3 === 0 ? 0 : 40 + i)),
  'labels.bin': Uint8Array.of(0, 1, 2, 0, 1, 2, 0),
}
const read = async (name: string): Promise<Uint8Array> => files[name]!
const make = (backend: Backend) => {
  const model = sequential(linear(6, 8), relu(), linear(8, 3))
  init(model, key(1), { backend })
  return model
}

test('every timed workload but the limits can be done', () => {
  const timed = workloads
    .filter(({ name, kind }) => kind === 'timed' && !name.startsWith('limit-'))
    .map(({ name }) => name)
  expect(Object.keys(thinnedWorkloads(reference))).toEqual(timed)
})

test.for(['small', 'dropout-512KB', 'dropout-512KB-backward', 'matmul-256'])(
  '%s leaves nothing behind',
  async (name) => {
    const prepare = thinnedWorkloads(fast)[name]!
    const before = fast.memory().buffers
    const { run, free } = await prepare({ trainingSteps: 0, read })
    await run(3)
    const prepared = fast.memory().buffers
    expect(prepared).toBeGreaterThan(before)
    await run(3)
    expect(fast.memory().buffers).toBe(prepared)
    free!()
    expect(fast.memory().buffers).toBe(before)
  },
)

test('batches of the digits: pixels in [0, 1], the last short one left out', async () => {
  const [first, second, ...none] = (await digitBatches(read, [3, 6]))(reference)
  expect(none).toEqual([])
  expect(first!.inputs.shape).toEqual([3, 6])
  expect(first!.inputs.readSync()[1]).toBe(Math.fround(41 / 255))
  expect(second!.inputs.readSync()[0]).toBe(0)
  expect(second!.inputs.readSync()[1]).toBe(Math.fround(59 / 255))
  expect([...second!.labels.readSync()]).toEqual([0, 1, 2])
  const [dense] = (await denseBatches(read, [3, 6]))(reference)
  expect(Math.min(...dense!.inputs.readSync())).toBeGreaterThan(0)
})

test('densities are shares of nonzeros in what each linear layer takes', async () => {
  const model = sequential(linear(2, 2), relu(), linear(2, 2))
  init(model, key(1), { backend: reference })
  const inputs = tensor([1, 0, 0, 0], { shape: [2, 2] })
  const labels = tensor(Int32Array.of(0, 1))
  const [first, second] = densities(model, { inputs, labels }).split(' ')
  expect(first).toBe('0.25')
  expect(Number(second)).toBeLessThanOrEqual(0.5)
})

test('a network trained on a fast backend goes on at the same bits on another', async () => {
  const batches = await digitBatches(read, [3, 6])
  const straight = make(reference)
  const { step } = await trainer(straight, batches(reference), reference)
  for (let i = 0; i < 4; i++) step()
  const expected = densities(straight, batches(reference)[0]!)
  const { note } = await trainingWorkload(reference, make, batches, 4)
  expect(note).toBe(`after 4 steps; density of what the products take: ${expected}`)
  expect((await trainingWorkload(fast, make, batches, 4)).note).toBe(note)
})

test('the steps of a trainer lower the loss', async () => {
  const inputs = tensor([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1], { shape: [3, 6] })
  const labels = tensor(Int32Array.of(0, 1, 2))
  const model = make(reference)
  const loss = () => losses.crossEntropy(model.forward(inputs, createPass({ mode: 'evaluate' })), labels).readSync()[0]!
  const before = loss()
  const { step } = await trainer(model, [{ inputs, labels }], reference)
  for (let i = 0; i < 300; i++) step()
  expect(loss()).toBeLessThan(0.9 * before)
})

test('fallbacks are counted since the last look, by name', () => {
  const fallbacks = new Map([['sum', 4]])
  const released = fallbackCounter({ fallbacks })
  expect(released()).toEqual({ note: '', fallbacks: 0 })
  fallbacks.set('sum', 6).set('max', 1)
  expect(released()).toEqual({ note: 'fallbacks to the reference: sum, max', fallbacks: 3 })
  expect(released()).toEqual({ note: '', fallbacks: 0 })
})
