import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

test('lines are broken between words, as late as possible', () => {
  expect(wrap('one two three', 7)).toBe('one two\nthree')
  expect(wrap('one two three', 6)).toBe('one\ntwo\nthree')
  expect(wrap('a longest b', 3)).toBe('a\nlongest\nb')
  expect(wrap('from 4.2 % to 3.5 %', 8)).toBe('from\n4.2 % to\n3.5 %')
  expect(wrap('one two three', Number.POSITIVE_INFINITY)).toBe('one two three')
})
