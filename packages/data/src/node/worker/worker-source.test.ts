import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import augmentedDigits from '../../../test/sources/augmented-digits.ts'
import strange from '../../../test/sources/strange.ts'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { workerSource } from './worker-source.ts'

const at = temporaryFolder()
const module = (name: string): URL => new URL(`../../../test/sources/${name}.ts`, import.meta.url)

test('a worker gives what the source would give here', async () => {
  const here = augmentedDigits({ size: 30 })
  await using source = await workerSource(module('augmented-digits'), { size: 30 })
  const { fetch: _, ...facts } = here
  expect(source).toMatchObject(facts)
  expect(await source.fetch([7, 3], key(5))).toEqual(await here.fetch([7, 3], key(5)))
  expect(await source.fetch([7, 3])).toEqual(await here.fetch([7, 3]))
})

test('fetches overlap, and each gets its own answer', async () => {
  await using source = await workerSource(module('strange'))
  const order: number[] = []
  const batches = await Promise.all(
    [15, 1, 2].map(async (row) => {
      const batch = await source.fetch([row, 50])
      order.push(row)
      return batch
    }),
  )
  expect(order).toEqual([1, 2, 15])
  expect(batches).toEqual([await strange.fetch([15, 50]), await strange.fetch([1, 50]), await strange.fetch([2, 50])])
})

test('what a source keeps a part of is copied, not handed over', async () => {
  await using source = await workerSource(module('strange'))
  for (let i = 0; i < 2; i++) expect((await source.fetch([16])).targets.data).toEqual(Float32Array.of(16))
})

test('an error comes back with its message, and the worker goes on', async () => {
  await using source = await workerSource(module('strange'))
  const [failed, fine] = await Promise.allSettled([source.fetch([13]), source.fetch([1])])
  expect(failed).toMatchObject({
    reason: {
      name: 'DataError',
      message: expect.stringMatching(/strange\.ts failed on its worker: row 13 is not to be read$/),
    },
  })
  expect(fine.status).toBe('fulfilled')
})

test('a thread that ends fails what is under way and what comes later', async () => {
  const source = await workerSource(module('strange'))
  await expect(Promise.all([source.fetch([15]), source.fetch([14])])).rejects.toThrow('the thread ended with 3')
  await expect(source.fetch([1])).rejects.toThrow('the thread ended with 3')
})

test('a signal ends the wait for a fetch, not the thread', async () => {
  await using source = await workerSource(module('strange'))
  const stop = new AbortController()
  const slow = source.fetch([15], undefined, { signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(slow).rejects.toThrow('enough')
  await expect(source.fetch([1], undefined, { signal: stop.signal })).rejects.toThrow('enough')
  expect(await source.fetch([2])).toEqual(await strange.fetch([2]))
})

test('after dispose nothing is fetched', async () => {
  const source = await workerSource(module('strange'))
  const under = source.fetch([15])
  await Promise.all([source.dispose(), expect(under).rejects.toThrow('was disposed of')])
  await expect(source.fetch([1])).rejects.toThrow('was disposed of; no examples can be fetched from it any more')
})

test('a module that makes no source is refused', async () => {
  const made = (code: string) => {
    writeFileSync(at('source.mjs'), code)
    return workerSource(new URL(`${pathToFileURL(at('source.mjs')).href}?${code.length}`))
  }
  await expect(made('export const source = 1')).rejects.toThrow('its default export is missing; it is a DataSource')
  await expect(made('export default 1')).rejects.toThrow('its default export is no DataSource')
  await expect(made('export default () => { throw new Error("as planted") }')).rejects.toThrow(
    'failed on its worker: as planted',
  )
  await expect(workerSource(pathToFileURL(at('nowhere.mjs')))).rejects.toThrow(
    'nowhere.mjs failed on its worker: Cannot find module',
  )
})

test('an idle worker does not keep a program from ending', () => {
  const code = `import { workerSource } from '@thinned/data/node'
    const source = await workerSource(new URL(${JSON.stringify(module('strange').href)}))
    console.log((await source.fetch([15])).targets.data[0])`
  const flags = ['--conditions=@thinned/source', '--input-type=module', '-e', code]
  const cwd = new URL('../../..', import.meta.url)
  expect(execFileSync(process.execPath, flags, { cwd, encoding: 'utf8', timeout: 20_000 })).toBe('15\n')
})
