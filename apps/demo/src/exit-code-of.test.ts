import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { exitCodeOf } from './exit-code-of.ts'
import { Stopped } from './stopped.ts'
import { UsageError } from './usage-error.ts'

const ended = (error: unknown): [number, string[]] => {
  const said: string[] = []
  return [exitCodeOf(error, (line) => said.push(line)), said]
}

test('what the user wrote is 2, Ctrl-C 130, a failure 1, each in one line', () => {
  expect(ended(new UsageError('No.'))).toEqual([2, ['error: No.']])
  expect(ended(new Stopped())).toEqual([130, ['Stopped before the end; nothing was written.']])
  expect(ended(new Error('Full.'))).toEqual([1, ['error: Full.']])
})

test('what the parser has said is not said again', () => {
  expect(ended(new CommanderError(1, 'commander.unknownOption', 'error: unknown option'))).toEqual([2, []])
  expect(ended(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toEqual([0, []])
})

test('a fault of the program shows where it happened', () => {
  const [code, said] = ended(new TypeError('x is not a function'))
  expect(code).toBe(1)
  expect(said[0]).toMatch(/^TypeError: x is not a function\n +at /)
})
