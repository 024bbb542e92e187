import { expect, test } from 'vitest'
import { latest } from './latest.ts'

/** Questions that are answered when the test says so. */
function setUp() {
  const asked: string[] = []
  const told: string[] = []
  const failed: unknown[] = []
  let answer: { now(): void; not(error: Error): void }
  const line = latest(
    (inputs: string) => {
      asked.push(inputs)
      return new Promise<string>((resolve, reject) => {
        answer = { now: () => resolve(inputs), not: reject }
      })
    },
    (one) => void told.push(one),
    (thrown) => void failed.push(thrown),
  )
  const then = async (act: (one: typeof answer) => void): Promise<void> => {
    act(answer)
    await new Promise((next) => setTimeout(next))
  }
  return { line, asked, told, failed, then }
}

test('the newest inputs are asked next, those between are skipped', async () => {
  const { line, asked, told, then } = setUp()
  for (const inputs of ['a', 'b', 'c']) line.ask(inputs)
  expect(asked).toEqual(['a'])
  await then(({ now }) => now())
  expect(asked).toEqual(['a', 'c'])
  await then(({ now }) => now())
  line.ask('d')
  await then(({ now }) => now())
  expect(told).toEqual(['a', 'c', 'd'])
})

test('after a question that fails the next is asked', async () => {
  const { line, told, failed, then } = setUp()
  line.ask('a')
  line.ask('b')
  await then(({ not }) => not(new Error('no memory')))
  await then(({ now }) => now())
  expect([failed, told]).toEqual([[new Error('no memory')], ['b']])
})

test('once closed nothing is asked or told', async () => {
  const { line, asked, told, then } = setUp()
  line.ask('a')
  line.ask('b')
  line.close()
  await then(({ now }) => now())
  expect([asked, told]).toEqual([['a'], []])
})
