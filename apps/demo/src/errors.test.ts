import { PassThrough } from 'node:stream'
import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { exitCodeOf, Interrupted, ignoreBrokenPipe, UsageError } from './errors.ts'

const exit = (error: unknown): [number, string[]] => {
  const lines: string[] = []
  return [exitCodeOf(error, (line) => lines.push(line)), lines]
}

test('a mistake of the user is 2, Ctrl-C 130, a failure 1, each in one line', () => {
  expect(exit(new UsageError('No.'))).toEqual([2, ['error: No.']])
  expect(exit(new Interrupted())).toEqual([130, ['Stopped before the end; nothing was written.']])
  expect(exit(new Error('Full.'))).toEqual([1, ['error: Full.']])
})

test('an error of the parser is not printed again', () => {
  expect(exit(new CommanderError(1, 'commander.unknownOption', 'error: unknown option'))).toEqual([2, []])
  expect(exit(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toEqual([0, []])
})

test('a bug in the program prints its stack', () => {
  const [code, lines] = exit(new TypeError('x is not a function'))
  expect(code).toBe(1)
  expect(lines[0]).toMatch(/^TypeError: x is not a function\n +at /)
})

const failed = (...codes: string[]): string[] => {
  const reported: string[] = []
  const stream = new PassThrough()
  ignoreBrokenPipe(stream, (error) => reported.push(error.message))
  for (const code of codes) stream.emit('error', Object.assign(new Error(code), { code }))
  return reported
}

test('a reader that has left is no failure; the first other error is reported', () => {
  expect(failed('EPIPE', 'EPIPE')).toEqual([])
  expect(failed('EPIPE', 'ENOSPC', 'ENOSPC')).toEqual(['ENOSPC'])
})
