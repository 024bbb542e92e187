import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { postedCallback } from './posted-callback.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const step = { step: 1, steps: 9, epoch: 0, loss: 1 }

test('steps are told 20 times a second, one at a time, and what main answers holds from the next on', async () => {
  const answers: ((answer: unknown) => void)[] = []
  const callback = postedCallback(['step'], () => new Promise((resolve) => answers.push(resolve)))
  for (let i = 0; i < 100; i++) expect(callback.step!(step)).toBeUndefined()
  expect(answers).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  callback.step!(step)
  expect(answers).toHaveLength(1)
  answers[0]!(undefined)
  await vi.advanceTimersByTimeAsync(0)
  callback.step!(step)
  expect(answers).toHaveLength(2)
  answers[1]!('stop')
  await vi.advanceTimersByTimeAsync(20)
  expect(callback.step!(step)).toBe('stop')
  expect(answers).toHaveLength(2)
})

test('main is told only what it listens for', () => {
  const { name, ...methods } = postedCallback(['epoch', 'stop'], async () => undefined)
  expect([name, Object.keys(methods)]).toEqual(['of main', ['epoch', 'stop']])
})
