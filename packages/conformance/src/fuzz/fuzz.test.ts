import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as data from '@thinned/data'
import * as dataNode from '@thinned/data/node'
import * as nn from '@thinned/nn'
import * as train from '@thinned/train'
import * as trainNode from '@thinned/train/node'
import { afterAll, describe, expect, test } from 'vitest'
import { removeTemporaryFiles } from './folder.ts'
import { fuzz, loadTarget, TARGETS } from './fuzz.ts'

/** The names of functions that read what comes from outside. */
const READERS = /^(?:parse|decode|read|load|from)[A-Z]|From(?:State|Idx)$|^(?:idx|npy)Source$|^mnist$/

afterAll(removeTemporaryFiles)

test('every reader is attacked', () => {
  const sources = TARGETS.map((name) => readFileSync(join(import.meta.dirname, 'targets', `${name}.ts`), 'utf8')).join()
  const readers = [data, dataNode, nn, train, trainNode].flatMap(Object.keys).filter((name) => READERS.test(name))
  expect(readers).toContain('decodeSafetensors')
  expect(readers.filter((name) => !new RegExp(`\\b${name}\\(`).test(sources))).toEqual([])
})

describe.each(TARGETS)('%s', async (name) => {
  const target = await loadTarget(name)

  test('whatever is done to a file, it is read or refused with an error of ours, soon, and nothing else changes', async () => {
    const { findings } = await fuzz(name, target, { seed: 1, from: 0, mutations: target.mutations ?? 400 })
    expect(findings).toEqual([])
  })

  for (const [what, file] of Object.entries(target.growing ?? {}))
    test(`its time does not grow with the square: ${what}`, async () => {
      const [small, large] = [file(1000), file(16_000)]
      const time = async (bytes: Uint8Array): Promise<number> => {
        const start = performance.now()
        await (async () => target.read(bytes))().catch(() => {})
        return performance.now() - start
      }
      await time(small)
      // 16 in proportion, 256 with the square; a busy machine may need several tries.
      let ratio = Number.POSITIVE_INFINITY
      for (let i = 0; i < 5 && ratio > 64; i++) ratio = (await time(large)) / Math.max(await time(small), 2)
      expect(ratio).toBeLessThanOrEqual(64)
    })
})
