import { ThinnedError } from '@thinned/schema'
import { expect, test } from 'vitest'
import { RngError } from './rng-error.ts'

test('an RngError says so', () => {
  expect(new RngError('No.')).toBeInstanceOf(ThinnedError)
  expect(`${new RngError('No.')}`).toBe('RngError: No.')
})
