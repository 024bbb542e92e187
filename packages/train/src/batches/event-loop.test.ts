import { afterEach, expect, test, vi } from 'vitest'
import { now, yielding } from './event-loop.ts'

afterEach(() => vi.unstubAllGlobals())

const work = (): void => {
  const began = now()
  while (now() - began < 31);
}

test.each([
  ['as in Node', {}],
  ['as in browsers', { setImmediate: undefined }],
  ['as where only timers are', { setImmediate: undefined, MessageChannel: undefined }],
])('between pieces of work the event loop has its turn, %s', async (_, globals) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value)
  const pause = yielding()
  let timers = 0
  const timer = setInterval(() => timers++, 1)
  for (let i = 0; i < 4; i++) {
    work()
    await pause()
  }
  clearInterval(timer)
  expect(timers).toBeGreaterThanOrEqual(3)
})

test('short work has no turns', async () => {
  const pause = yielding()
  let turns = 0
  const timer = setImmediate(() => turns++)
  await pause()
  expect(turns).toBe(0)
  clearImmediate(timer)
})
