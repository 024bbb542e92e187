import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runExamples } from './run-examples.ts'

const ROOT = join(import.meta.dirname, '..')

test('each is TypeScript with top-level await, and its output is told; one that fails is told, and stops no other', async () => {
  const [first, failing, last] = await runExamples(
    [
      { code: 'const a: number = await Promise.resolve(2)\nconsole.log(a, "x ", [a])' },
      { code: 'console.log(1)\nthrow new Error("as planted")' },
      { code: 'console.log(process.cwd())\nexport const a = 3' },
    ],
    ROOT,
  )
  expect(first).toEqual({ printed: '2 x  [ 2 ]' })
  expect(failing).toEqual({ printed: '1', error: expect.stringContaining('as planted') })
  expect(last).toEqual({ printed: join(ROOT) })
})

test('what fails after its end, and what does not end, is an error', async () => {
  const late = { code: 'queueMicrotask(() => { throw new Error("as planted") })' }
  await expect(runExamples([late], ROOT)).rejects.toThrow(/ended with 1:[\s\S]*as planted/)
  const open = { code: 'setInterval(() => {}, 1000)' }
  await expect(runExamples([open], ROOT, 1000)).rejects.toThrow('did not end')
})
