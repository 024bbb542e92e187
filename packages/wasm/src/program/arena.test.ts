import { expect, test } from 'vitest'
import { MemoryPool } from '../runtime/memory-pool.ts'
import { Arena } from './arena.ts'
import { Holds } from './holds.ts'

const newPool = (): MemoryPool => {
  const memory = { buffer: new ArrayBuffer(1 << 20), grow: () => 0 }
  return new MemoryPool(memory, 0, 16, () => {})
}
const what = (): string => 'a test'

test('an arena reuses its blocks in the same way each time, tells places, and gives back what is free', () => {
  const pool = newPool()
  const arenas = [new Arena(pool), new Arena(pool)]
  const addresses = arenas.map((arena) => {
    pool.arena = arena
    const [a, b] = [pool.allocate(100, what), pool.allocate(100, what)]
    pool.release(a, 100)
    const [c, d] = [pool.allocate(100, what), pool.allocate(3000, what)]
    pool.release(b, 100)
    pool.arena = undefined
    return [a, b, c, d]
  })
  const places = addresses.map((list, i) => list.map((address) => arenas[i]!.placeOf(address + 40)))
  expect(places[0]).toEqual(places[1])
  expect(places[0]!.map((place) => place?.block)).toEqual([0, 1, 0, 2])
  const [[a, b, , d]] = addresses as [[number, number, number, number]]
  expect([arenas[1]!.placeOf(a), arenas[0]!.placeOf(a - 1), arenas[0]!.placeOf(d + 3000)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(pool.allocate(100, what)).toBeGreaterThan(d)
  arenas[0]!.close()
  expect(pool.allocate(100, what)).toBe(b)
  expect(pool.allocate(100, what)).toBeGreaterThan(d)
  pool.release(a, 100)
  expect(pool.allocate(100, what)).toBe(a)
  arenas[1]!.close()
  expect([pool.arenas.size, pool.holds.size]).toEqual([0, 0])
})

test('blocks that are needed are held back until the end', () => {
  const pool = newPool()
  const [a, b] = [pool.allocate(100, what), pool.allocate(100, what)]
  const holds = new Holds(pool, (address) => address === a)
  pool.release(b, 100)
  pool.release(a, 100)
  expect([pool.allocate(100, what), pool.allocate(100, what)]).not.toContain(a)
  holds.close()
  expect(pool.allocate(100, what)).toBe(a)
})
