import { expect, test } from 'vitest'
import { pool } from './pool.ts'

/** Lanes whose jobs end when the test says so. */
function setUp(lanes: number) {
  const running = new Map<number, { end: (result: string) => void; fail: (error: Error) => void }>()
  const told: string[] = []
  const failed: unknown[] = []
  let [made, closed] = [0, 0]
  const workers = pool<number, string>(
    lanes,
    () => {
      made += 1
      return {
        run: (job) => new Promise<string>((end, fail) => void running.set(job, { end, fail })),
        close() {
          closed += 1
        },
      }
    },
    String,
    (job, result) => told.push(`${job} ${result}`),
    (thrown) => failed.push(thrown),
  )
  const end = async (job: number) => {
    running.get(job)!.end('done')
    running.delete(job)
    await new Promise((next) => setTimeout(next))
  }
  return { workers, running, told, failed, end, counts: () => ({ made, closed }) }
}

test('hands the next job to the lane that is free', async () => {
  const { workers, running, told, end, counts } = setUp(2)
  workers.start([1, 2, 3, 4])
  expect([...running.keys()]).toEqual([1, 2])
  await end(2)
  expect([...running.keys()]).toEqual([1, 3])
  await end(1)
  await end(4)
  await end(3)
  expect(told).toEqual(['2 done', '1 done', '4 done', '3 done'])
  workers.close()
  expect(counts()).toEqual({ made: 2, closed: 2 })
})

test('a pause ends what runs, and begins nothing', async () => {
  const { workers, running, told, end, counts } = setUp(3)
  workers.start([1])
  workers.pause()
  await end(1)
  expect(told).toEqual(['1 done'])
  workers.start([2])
  expect([...running.keys()]).toEqual([2])
  expect(counts().made).toBe(1)
})

test('after a job that fails no other begins', async () => {
  const { workers, running, failed } = setUp(1)
  workers.start([1, 2])
  running.get(1)!.fail(new Error('no memory'))
  await new Promise((next) => setTimeout(next))
  expect(failed).toEqual([new Error('no memory')])
  expect(running.has(2)).toBe(false)
})

test('what runs does not begin again', async () => {
  const { workers, told, end, counts } = setUp(2)
  workers.start([1, 2])
  workers.start([1, 2, 3])
  await end(1)
  await end(2)
  await end(3)
  expect(told).toEqual(['1 done', '2 done', '3 done'])
  expect(counts().made).toBe(2)
})
