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

/** What the program prints, bundled and minified. `change` may alter its sources. */
async function run(change: (code: string, path: string) => string = (code) => code): Promise<Record<string, unknown>> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'minified-program.ts'),
    platform: 'node',
    resolve: { conditionNames: ['@thinned/source', 'import', 'node', 'default'] },
    plugins: [{ name: 'change', transform: change }],
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const { code } = await minify(output[0].code, { module: true, compress: true, mangle: true })
  const file = join(folder, 'program.mjs')
  writeFileSync(file, code)
  return JSON.parse(execFileSync(process.execPath, [file], { encoding: 'utf8', stdio: 'pipe' }))
}

/**
 * SWC before 1.16.22, which Next.js builds with, moves a call past the spread of an array that the call appends to. The kernels that came
 * of it computed zeros, without an error.
 */
test('what the minifier of SWC 1.16.0 makes of every kernel, and of a short training, has the same bits', async () => {
  const { differences, compared, wrong, losses } = await run()
  expect([differences, wrong]).toEqual([[], []])
  expect(compared).toBe(kernelNames.length)
  const expected = await trainSteps(reference)
  expect(losses).toEqual([expected, expected])
})

/** Elementwise kernels as they were once: what they hold is a list, spread into the body. */
function withSpread(code: string, path: string): string {
  if (!path.endsWith('elementwise/block16.ts')) return code
  const changed = code
    .replace('const [body, hold] = holding(local)', 'const [held, hold] = holding(local), body = listOf(held)')
    .replace(/^( +)body,$/m, '$1...body,')
  expect(changed).toContain('...body,')
  return `${changed}\nfunction listOf(held) { return held.list }`
}

/** `holding` with its statements as a list, too. */
function withList(code: string, path: string): string {
  if (!path.endsWith('emit/control.ts')) return code
  const changed = code
    .replace('code.push(...codesOf(more))', '(code.push(...codesOf(more)), list.push(...more))')
    .replace("[{ type: 'void', code }", "[{ type: 'void', code, list }")
    .replace('const code: Code[number][] = []', 'const code: Code[number][] = []; const list: Statement[] = []')
  expect(changed).toContain('code, list }')
  return changed
}

test('kernels that a minifier broke are found before their first use, and the numbers are right', async () => {
  const { differences, wrong, losses } = await run((code, path) => withList(withSpread(code, path), path))
  expect(wrong).toEqual(expect.arrayContaining(['add', 'mul', 'relu', 'exp']))
  expect(differences).toEqual([])
  const expected = await trainSteps(reference)
  expect(losses).toEqual([expected, expected])
})
