import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What a program prints, in a process whose garbage collector it can call. */
function outputOf(program: string): unknown {
  const path = join(import.meta.dirname, program)
  const flags = ['--expose-gc', '--conditions=@thinned/source']
  return JSON.parse(execFileSync(process.execPath, [...flags, path], { encoding: 'utf8', stdio: 'pipe' }))
}

test('models and backends that are dropped are given back, and what is kept stays', () => {
  const model = { made: expect.any(Number), left: 1 }
  expect(outputOf('dropped-program.ts')).toEqual({
    models: [model, model],
    endedByDrop: 3,
    endedByUsing: 1,
    threads: 2,
  })
})

test('what a view, a graph, a read or a run still needs is not given back, and nothing is given back twice', () => {
  expect(outputOf('kept-program.ts')).toEqual({ wrong: [] })
})
