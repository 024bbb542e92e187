import { digits } from '@thinned/data'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { stoppableDigits } from './stoppable-digits.ts'
import { Stopped } from './stopped.ts'
import { UsageError } from './usage-error.ts'

test('the parts together are what digits gives', async () => {
  const { signal } = new AbortController()
  for (const options of [
    { size: 1010, start: 7, key: key(3) },
    { size: 3, key: key(3) },
  ])
    expect(await stoppableDigits(options, '--train', signal)).toEqual(digits(options))
})

test('it stops between two parts, and tells what there is no memory for', async () => {
  const stop = new AbortController()
  const drawn = stoppableDigits({ size: 100_000, key: key(0) }, '--train', stop.signal)
  stop.abort(new Stopped())
  await expect(drawn).rejects.toBeInstanceOf(Stopped)
  const huge = stoppableDigits({ size: Number.MAX_SAFE_INTEGER, key: key(0) }, '--train', new AbortController().signal)
  await expect(huge).rejects.toThrow(
    new UsageError('--train was given 9007199254740991; there is no memory for so many images.'),
  )
})
