import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apiOf } from './api-of.ts'

test('the API of a module: declarations in order, without comments, bodies and what is private', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-api-'))
  mkdirSync(join(folder, 'src'))
  writeFileSync(join(folder, 'package.json'), '{ "name": "planted" }')
  writeFileSync(
    join(folder, 'src/index.ts'),
    `export * from './other.ts'
/** A function of two forms. */
export function f(x: number): number
export function f(x: string): string
export function f(x: unknown): unknown {
  return x
}
export const g = async ({ a }: { a: number }, b = 2): Promise<number> => a + b
export class C {
  #hidden = 1
  get size(): number {
    return this.#hidden
  }
  async of(n: number = 3): Promise<number> {
    return n
  }
}
`,
  )
  writeFileSync(join(folder, 'src/other.ts'), 'export interface Z {\n  /** A note. */\n  readonly z: 1\n}\n')
  const [api] = apiOf([join(folder, 'src/index.ts')])
  rmSync(folder, { recursive: true })
  expect(api).toEqual([
    'export class C {\n  get size(): number\n  of(n?: number): Promise<number>\n}',
    'export interface Z {\n  readonly z: 1\n}',
    'export function f(x: number): number\nexport function f(x: string): string',
    'export const g: ({ a }: { a: number; }, b?: number) => Promise<number>',
  ])
})
