import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { minify } from '@swc/core'
import { reference } from '@thinned/tensor'
import { rolldown } from 'rolldown'
import { afterAll, expect, test } from 'vitest'
import { trainSteps } from '../train-steps.ts'
import { kernelNames } from './compare.ts'

const folder = mkdtempSync(join(tmpdir(), 'minified-'))
afterAll(() => rmSync(folder, { recursive: true }))

/**
 * SWC up to 1.16.0, which Next.js builds with, moves a call past the spread of an array that the call appends to. The kernels that came
 * of it computed zeros, without an error.
 */
test('what the minifier of SWC 1.16.0 makes of every kernel, and of a short training, has the same bits', async () => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'minified-program.ts'),
    platform: 'node',
    resolve: { conditionNames: ['@thinned/source', 'import', 'node', 'default'] },
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const { code } = await minify(output[0].code, { module: true, compress: true, mangle: true })
  const file = join(folder, 'program.mjs')
  writeFileSync(file, code)
  const { differences, compared, losses } = JSON.parse(
    execFileSync(process.execPath, [file], { encoding: 'utf8', stdio: 'pipe' }),
  )
  expect(differences).toEqual([])
  expect(compared).toBe(kernelNames.length)
  const expected = await trainSteps(reference)
  expect(losses).toEqual([expected, expected])
})
