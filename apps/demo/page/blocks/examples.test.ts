import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { afterEach, expect, test, vi } from 'vitest'

const folder = import.meta.dirname
const blocks = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())

afterEach(() => vi.restoreAllMocks())

test.for(blocks.map(({ name }) => name))('the code of %s prints what the page says', async (block) => {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(format(...values)))
  await import(pathToFileURL(join(folder, block, 'example.ts')).href)
  expect(`${lines.join('\n')}\n`).toBe(readFileSync(join(folder, block, 'example.txt'), 'utf8'))
})
