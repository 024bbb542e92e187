import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('models and backends that are dropped are given back, and what is kept stays', () => {
  const program = join(import.meta.dirname, 'dropped-program.ts')
  const out = execFileSync(process.execPath, ['--expose-gc', '--conditions=@thinned/source', program], {
    encoding: 'utf8',
    stdio: 'pipe',
  })
  const model = { made: expect.any(Number), left: 1 }
  expect(JSON.parse(out)).toEqual({ models: [model, model], endedByDrop: 3, endedByUsing: 1, threads: 2 })
})
