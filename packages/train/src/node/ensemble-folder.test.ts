import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flattenParams, type Layer, layerFactories as layers } from '@thinned/nn'
import { key } from '@thinned/rng'
import { afterAll, expect, test } from 'vitest'
import { build } from '../../test/ensemble-member.ts'
import { type BuildContext, ensemble } from '../index.ts'
import { ensembleFolder } from '../node.ts'

const parent = mkdtempSync(join(tmpdir(), 'thinned-ensemble-'))
afterAll(() => rmSync(parent, { recursive: true }))

const of3 = { members: 3, key: key(42), layers, name: 'moons' }
const bitsOf = (model: Layer) =>
  Object.entries(flattenParams(model.params)).map(([path, tensor]) => [path, Array.from(tensor.readSync())])

test('an ensemble whose process was killed goes on, inside its member, to the same bits', async () => {
  const folder = join(parent, 'killed')
  const program = join(import.meta.dirname, '../../test/killed-ensemble.ts')
  const { signal, stderr } = spawnSync(process.execPath, ['--conditions=@thinned/source', program, folder])
  expect([signal, String(stderr)]).toEqual(['SIGKILL', ''])
  expect(readdirSync(folder).sort()).toEqual([
    '.ensemble.lock',
    '.member-1.run.safetensors.lock',
    'member-0.safetensors',
    'member-1.run.safetensors',
  ])
  const resumed: [number, boolean][] = []
  const watched = async (context: BuildContext) => {
    resumed.push([context.index, (await context.place.load()) !== undefined])
    return build(context)
  }
  const model = await ensemble(watched, { ...of3, store: ensembleFolder(folder) })
  expect(resumed).toEqual([
    [1, true],
    [2, false],
  ])
  expect(bitsOf(model)).toEqual(bitsOf(await ensemble(build, of3)))
  expect(readdirSync(folder).sort()).toEqual(['member-0.safetensors', 'member-1.safetensors', 'member-2.safetensors'])
})

test('a run on a worker keeps its checkpoints in the folder', async () => {
  const folder = join(parent, 'workers')
  const store = ensembleFolder(folder)
  const seen: string[] = []
  const place = store.checkpoint!.bind(store)
  const watched = {
    ...store,
    checkpoint: (index: number) => {
      const { save, load } = place(index)
      return { load, save: async (bytes: Uint8Array) => save(bytes).then(() => void seen.push(...readdirSync(folder))) }
    },
  }
  const member = new URL('../../test/ensemble-member.ts', import.meta.url)
  await ensemble(member, { ...of3, members: 1, store: watched })
  expect(seen).toContain('member-0.run.safetensors')
  expect(readdirSync(folder)).toEqual(['member-0.safetensors'])
})

test('a folder is for one ensemble at a time, and its parent is there', async () => {
  const folder = join(parent, 'two')
  const first = ensemble(build, { ...of3, store: ensembleFolder(folder) })
  await expect(ensemble(build, { ...of3, store: ensembleFolder(folder) })).rejects.toThrow(
    `Another ensemble is made in the folder ${folder} (in this thread)`,
  )
  await first
  await expect(ensemble(build, { ...of3, store: ensembleFolder(join(parent, 'none', 'deep')) })).rejects.toThrow(
    'There is no folder to make',
  )
  writeFileSync(join(parent, 'file'), '')
  await expect(ensemble(build, { ...of3, store: ensembleFolder(join(parent, 'file')) })).rejects.toThrow(
    /^Locking the store .*file failed: /,
  )
  expect(() => ensembleFolder({ path: folder } as never)).toThrow('the path of a file or folder')
})
