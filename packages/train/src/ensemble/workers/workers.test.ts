import { flattenParams, type Layer, layerFactories as layers } from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { build } from '../../../test/ensemble-member.ts'
import { type EnsembleOptions, type EnsembleProgress, ensemble, TrainError } from '../../index.ts'

const member = new URL('../../../test/ensemble-member.ts', import.meta.url)
const of3 = { members: 3, key: key(42), layers }

const bitsOf = (model: Layer) =>
  Object.entries(flattenParams(model.params)).map(([path, tensor]) => [path, Array.from(tensor.readSync())])

/** A module of this code, and what an ensemble of it throws. */
const moduleOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const errorOf = (code: string, changed: Partial<EnsembleOptions> = {}): Promise<unknown> =>
  ensemble(moduleOf(code), { ...of3, members: 1, ...changed }).then(
    () => undefined,
    (error: unknown) => error,
  )

test('one worker, two, and this thread give the same bits', async () => {
  const here = await ensemble(build, of3)
  const events: EnsembleProgress[] = []
  const one = await ensemble(member, { ...of3, workers: 1, onProgress: (event) => events.push(event) })
  const two = await ensemble(member, { ...of3, workers: 2 })
  expect(bitsOf(one)).toEqual(bitsOf(here))
  expect(bitsOf(two)).toEqual(bitsOf(here))
  expect(events).toEqual(
    [0, 1, 2].flatMap((index) => [
      { done: index, members: 3, index, report: { began: index } },
      { done: index + 1, members: 3, index },
    ]),
  )
})

test('an error on a worker names the member, says what it said, and frees what is there', async () => {
  const before = reference.memory().buffers
  const error = await errorOf('export const build = ({ index }) => { throw new RangeError("No data") }')
  expect(error).toBeInstanceOf(TrainError)
  expect(error).toMatchObject({ message: 'Member 0 of the ensemble failed: No data.', code: 'failed' })
  expect(String((error as { cause: { cause: Error } }).cause.cause.stack)).toContain('data:text/javascript')
  expect(reference.memory().buffers).toBe(before)
})

test.each([
  ['a thread that ends', 'export const build = () => process.exit(3)', 'its worker ended, with the exit code 3.'],
  ['no build', 'export const other = 1', 'its module exports no function build, and none by default, but other; write'],
  ['a module that fails', 'throw new Error("Broken")', 'failed: Broken.'],
  ['no model', 'export default () => ({ history: [] })', 'build returned an object with history; it returns the model'],
  [
    'a model without parameters',
    'export default () => ({ kind: "relu", options: {}, children: {}, parameters: { weight: {} }, params: {}, forward() {} })',
    'a model without parameters yet',
  ],
  [
    'a model of a function',
    'export default () => ({ kind: "mine", options: {}, functions: ["forward"], children: {}, parameters: {}, params: {}, forward() {} })',
    'saveModel cannot save how this model is built',
  ],
  [
    'a layer that is not known',
    'export default () => ({ kind: "mine", options: {}, children: {}, parameters: {}, params: {}, forward() {} })',
    'fromConfig was given the kind "mine"',
  ],
])('%s', async (_, code, message) => {
  expect(String(await errorOf(code))).toContain(message)
})

test('a signal stops the workers, and ends one that does not listen', async () => {
  const stop = new AbortController()
  const ends = errorOf(
    'export const build = ({ signal, report }) => new Promise((_, reject) => { report(1); signal.addEventListener("abort", () => reject(new Error("Ended"))) })',
    { signal: stop.signal, onProgress: () => stop.abort(new Error('Enough')) },
  )
  expect(String(await ends)).toBe('Error: Enough')
})

test('members that other workers train when one fails are kept in the store', async () => {
  const saved = new Map<number, Uint8Array>()
  const store = {
    load: async (i: number) => saved.get(i),
    save: async (i: number, b: Uint8Array) => void saved.set(i, b),
  }
  const code = `export { build as other } from '${member.href}'
    import { build as train } from '${member.href}'
    export const build = (context) => { if (context.index === 0) throw new Error('No'); return train(context) }`
  const error = await errorOf(code, { members: 2, workers: 2, store, name: 'moons' })
  expect(String(error)).toContain('Member 0 of the ensemble failed: No.')
  expect([...saved.keys()]).toEqual([1])
  const model = await ensemble(member, { ...of3, members: 2, store, name: 'moons' })
  expect(bitsOf(model)).toEqual(bitsOf(await ensemble(build, { ...of3, members: 2 })))
})
