import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { survive } from './survive.ts'

const failed = (...codes: string[]): string[] => {
  const told: string[] = []
  const stream = new PassThrough()
  survive(stream, (error) => told.push(error.message))
  for (const code of codes) stream.emit('error', Object.assign(new Error(code), { code }))
  return told
}

test('a reader that has left is no failure; the first other one is told', () => {
  expect(failed('EPIPE', 'EPIPE')).toEqual([])
  expect(failed('EPIPE', 'ENOSPC', 'ENOSPC')).toEqual(['ENOSPC'])
})
