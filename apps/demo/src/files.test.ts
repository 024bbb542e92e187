import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkWritable } from './files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-demo-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a file that can be written is left as it was', () => {
  const [fresh, old] = [join(folder, 'fresh.html'), join(folder, 'old.html')]
  writeFileSync(old, 'old')
  checkWritable('--report', fresh)
  checkWritable('--report', old)
  expect(existsSync(fresh)).toBe(false)
  expect(readFileSync(old, 'utf8')).toBe('old')
})

test('a link to a file that does not exist yet stays a link', () => {
  const [link, target] = [join(folder, 'link.html'), join(folder, 'target.html')]
  symlinkSync(target, link)
  checkWritable('--report', link)
  expect(readlinkSync(link)).toBe(target)
  expect(existsSync(target)).toBe(false)
})

test('a folder, and a file in no folder, are refused', () => {
  expect(() => checkWritable('--report', folder)).toThrow(
    `--report was given "${folder}", which cannot be written (EISDIR)`,
  )
  expect(() => checkWritable('--report', join(folder, 'none', 'a.html'))).toThrow('cannot be written (ENOENT)')
})
