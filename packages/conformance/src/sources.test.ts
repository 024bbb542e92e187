import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The sources of all packages that say something, without tests. */
function sourcesThatSay(pattern: RegExp, except: RegExp): string[] {
  const packages = join(import.meta.dirname, '../..')
  return globSync('*/src/**/*.ts', { cwd: packages }).filter(
    (file) =>
      !/\.(?:test|cases)\.ts$/.test(file) &&
      !except.test(file) &&
      pattern.test(readFileSync(join(packages, file), 'utf8').replace(/^ *\*.*/gm, '')),
  )
}

test('no source puts a list of any length on the stack, as the arguments of one call', () => {
  // A window has as many sizes as an image has axes.
  const found = sourcesThatSay(
    /(?:Math\.(?:max|min)|fromCharCode|fromCodePoint)\(\s*(?:[^()]*,\s*)?\.\.\./,
    /drop-block\.ts$/,
  )
  expect(found).toEqual([])
})

test('no source asks instanceof of a typed array that may come from outside', () => {
  // The reference kernels ask only of arrays that they made.
  const found = sourcesThatSay(/instanceof \w*(?:Array|ArrayBuffer|View)\b/, /^tensor\/src\/reference\//)
  expect(found).toEqual([])
})
