import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectTypeOf, test } from 'vitest'
import { flatten, type Layer, linear, relu, sequential, tanh } from '../src/index.ts'

test('widths follow the chain', () => {
  expectTypeOf(sequential(linear(784, 1024), relu(), linear(1024, 10))).toEqualTypeOf<Layer<784, 10>>()
  expectTypeOf(sequential(relu(), linear(8, 4), tanh())).toEqualTypeOf<Layer<8, 4>>()
  expectTypeOf(sequential(sequential(linear(8, 4)), linear(4, 2))).toEqualTypeOf<Layer<8, 2>>()
  sequential(flatten(), linear(9, 3))
  sequential(linear(2, 4), sequential(flatten(), linear(9, 3)))
  const width: number = 5
  sequential(linear(3, width), linear(4, 2))
})

test('layers that do not fit do not compile, and the message names both numbers', () => {
  // @ts-expect-error: 1024 features meet a layer that takes 512
  sequential(linear(784, 1024), linear(512, 10))
  // @ts-expect-error: the same with a layer between that keeps the width
  sequential(linear(784, 1024), relu(), linear(512, 10))
  const folder = mkdtempSync(join(import.meta.dirname, 'compile-'))
  try {
    const file = join(folder, 'wrong.ts')
    writeFileSync(
      file,
      "import { linear, sequential } from '../../src/index.ts'\nexport const model: unknown = sequential(linear(784, 1024), linear(512, 10))\n",
    )
    const config = join(folder, 'tsconfig.json')
    writeFileSync(config, JSON.stringify({ extends: '../../tsconfig.json', include: ['wrong.ts'] }))
    const tsc = join(import.meta.dirname, '../../../node_modules/.bin/tsc')
    let output = ''
    try {
      execFileSync(tsc, ['-p', config], { encoding: 'utf8' })
    } catch (error) {
      output = (error as { stdout: string }).stdout
    }
    expect(output).toContain('This layer takes 512 features, but the one before it gives 1024')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
