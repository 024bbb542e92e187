import { wasm } from 'thinned'
import { afterEach, expect, test, vi } from 'vitest'
import { agreement, measure, type Place, type Row } from './compute.ts'
import { nodeHashes } from './node-hashes.ts'
import { examplesOf, type Hashes, trainOn } from './runs.ts'
import { state } from './state.ts'

const first = state.values.value
const small = { ...first, width: '64', steps: 2 } as const
const place: Place = { now: () => performance.now(), isolated: true, processors: 2, hasWebGpu: false }
const { signal } = new AbortController()
const quietly = { place, signal, budget: 0, report: () => {} }
const wasmBackend = await wasm({ threads: 1 })
const train = examplesOf(first)
const run = async (settings: typeof first, data = train): Promise<Hashes> =>
  (await trainOn(wasmBackend, settings, data, { now: place.now, signal })).hashes

afterEach(() => vi.restoreAllMocks())

test('the stored fingerprints are those of this Node', async () => {
  const hashes: Record<string, Hashes> = {}
  for (const width of state.fields.width.of) hashes[width] = await run({ ...first, width })
  expect(hashes).toEqual(nodeHashes)
})

test('every backend ends with the same masks and weights, and leaves nothing in memory', async () => {
  const reported: (readonly Row[])[] = []
  const before = wasmBackend.memory()
  const rows = await measure(small, { ...quietly, report: (rows) => void reported.push(rows) })
  expect(rows.map(({ id, state }) => [id, state])).toEqual([
    ['reference', 'measured'],
    ['wasm', 'measured'],
    ['threads', 'measured'],
    ['webgpu', 'missing'],
  ])
  expect(agreement(rows)).toBe(true)
  expect(agreement(reported[0]!)).toBeUndefined()
  expect(reported.at(-1)).toEqual(rows)
  const [row] = rows
  if (row?.state !== 'measured') throw new Error('not measured')
  expect(row.measured).toMatchObject({ repeats: true, threads: 1, fallbacks: 0, time: { steps: 2 } })
  // The weights, their gradients and the two averages of adam.
  expect(row.measured.peakBytes).toBeGreaterThan(4 * 4 * (785 * 64 + 65 * 64 + 65 * 10))
  expect(wasmBackend.memory()).toEqual(before)
})

test('another seed, keep or number of steps gives other fingerprints; masks are those of the last step', async () => {
  const seen = new Set<string>()
  for (const changed of [{}, { seed: 2 }, { keep: 0.8 }, { steps: 1 }]) {
    const { mask, weights } = await run({ ...small, ...changed }, examplesOf({ ...small, ...changed }))
    seen.add(mask).add(weights)
  }
  expect(seen.size).toBe(8)
})

test('what differs is seen', () => {
  const hashes = { mask: 'a', weights: 'b' }
  const row = (measured: object): Row =>
    ({ id: 'wasm', state: 'measured', measured: { hashes, repeats: true, ...measured } }) as Row
  expect(agreement([row({}), row({})])).toBe(true)
  expect(agreement([row({}), row({ hashes: { mask: 'a', weights: 'c' } })])).toBe(false)
  expect(agreement([row({}), row({ repeats: false })])).toBe(false)
})

test('what is missing is said with its reason', async () => {
  const compile = vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
    throw new Error('it violates the Content Security Policy')
  })
  const rows = await measure(small, { ...quietly, place: { ...place, hasWebGpu: true } })
  expect(compile).toHaveBeenCalled()
  expect(rows.map((row) => (row.state === 'missing' ? row.reason : row.state))).toEqual([
    'measured',
    expect.stringContaining("add 'wasm-unsafe-eval' to its script-src"),
    expect.stringContaining("add 'wasm-unsafe-eval' to its script-src"),
    'This browser has WebGPU. Thinned has no backend for it yet.',
  ])
})

test('a measurement that is stopped ends', async () => {
  const stop = new AbortController()
  stop.abort(new Error('enough'))
  await expect(measure(small, { ...quietly, signal: stop.signal })).rejects.toThrow('enough')
})
