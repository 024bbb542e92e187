import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { key } from '@thinned/rng'
import { dropout, matmul, ones, scope, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { type WasmBackend, wasm } from '../src/index.ts'

const work = (backend: WasmBackend, size = 256): Float32Array =>
  scope(() => {
    const x = ones([size, size], { backend })
    return matmul(dropout(x, { key: key(1), keep: 0.5 }), x).readSync() as Float32Array
  })

test('every thread executes chunks, and the result is that of one thread', async () => {
  const [one, three] = [await wasm({ threads: 1 }), await wasm({ threads: 3 })]
  const expected = Buffer.from(work(one).buffer)
  const isIdle = (): boolean => three.executed().some((chunks) => chunks === 0)
  for (let round = 0; round < 20 || (round < 500 && isIdle()); round++)
    expect(Buffer.from(work(three).buffer).equals(expected)).toBe(true)
  expect(three.threads).toBe(3)
  for (const chunks of three.executed()) expect(chunks).toBeGreaterThan(0)
  three.close()
})

test('sixteen threads give the bits of one, in jobs of any number of chunks', async () => {
  const [one, sixteen] = [await wasm({ threads: 1 }), await wasm({ threads: 16 })]
  const kept = (backend: WasmBackend, rows: number): Uint8Array =>
    scope(() => {
      const x = ones([rows, 200], { backend })
      return new Uint8Array((dropout(x, { key: key(rows), keep: 0.5 }).readSync() as Float32Array).buffer)
    })
  for (const rows of [1, 33, 90, 300, 500]) {
    const expected = Buffer.from(kept(one, rows))
    for (let round = 0; round < 40; round++) expect(expected.equals(kept(sixteen, rows))).toBe(true)
  }
  expect(work(sixteen)).toEqual(work(one))
  expect(sixteen.executed().filter((chunks) => chunks > 0).length).toBeGreaterThan(2)
  one.close()
  sixteen.close()
})

test('sleeping threads wake up for the next job', async () => {
  const backend = await wasm({ threads: 2 })
  const before = backend.executed()[1]!
  for (let round = 0; round < 20; round++) {
    await new Promise((resolve) => setTimeout(resolve, 5))
    work(backend, 512)
  }
  expect(backend.executed()[1]!).toBeGreaterThan(before)
  backend.close()
})

test('after close the backend continues on one thread', async () => {
  const backend = await wasm({ threads: 2 })
  const expected = work(backend)
  backend.close()
  expect(backend.threads).toBe(1)
  expect(backend.lost).toBe('it was closed')
  expect(work(backend)).toEqual(expected)
})

test('threads do not keep a process alive, asleep or awake', () => {
  const program = `
    import { ones, matmul } from '@thinned/tensor'
    import { wasm } from '@thinned/wasm'
    const backend = await wasm({ threads: 2 })
    const x = ones([256, 256], { backend })
    console.log(matmul(x, x).readSync()[0])
  `
  const out = execFileSync(
    process.execPath,
    ['--conditions=@thinned/source', '--input-type=module', '--eval', program],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), timeout: 20_000, encoding: 'utf8' },
  )
  expect(out).toBe('256\n')
})

test('impossible options are refused', async () => {
  await expect(wasm({ threads: 0 })).rejects.toThrow('wasm was given threads 0; it takes an integer from 1 to 32.')
  await expect(wasm({ threads: 1.5 })).rejects.toThrow('wasm was given threads 1.5; it takes an integer from 1 to 32.')
  await expect(wasm({ precision: 'fast' as never })).rejects.toThrow(
    "wasm was given precision \"fast\"; it takes 'exact' or 'relaxed'.",
  )
})

test('float64 is refused', async () => {
  const backend = await wasm({ threads: 1 })
  expect(() => tensor([1], { dtype: 'float64', backend })).toThrow('wasm holds no float64')
})
