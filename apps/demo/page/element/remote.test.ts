import { expect, test } from 'vitest'
import { expose, transfer, wrap } from './remote.ts'

interface Far {
  sum(a: number, b: number): Promise<number>
  fail(): Promise<void>
  buffer(): Promise<{ readonly numbers: Float32Array }>
}

test('calls functions on the other side of a channel', async () => {
  const { port1, port2 } = new MessageChannel()
  const numbers = Float32Array.of(1, 2)
  expose(
    {
      sum: (a: number, b: number) => a + b,
      fail: async () => {
        throw new Error('No such step.')
      },
      buffer: () => transfer({ numbers }, [numbers.buffer]),
    },
    port2,
  )
  port1.start()
  port2.start()
  const far = wrap<Far>(port1)
  expect(await Promise.all([far.sum(1, 2), far.sum(3, 4)])).toEqual([3, 7])
  await expect(far.fail()).rejects.toThrow('No such step.')
  expect((await far.buffer()).numbers).toEqual(Float32Array.of(1, 2))
  expect(numbers.length).toBe(0)
  port1.close()
})
