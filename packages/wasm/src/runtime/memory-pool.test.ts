import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryPool } from './memory-pool.ts'
import type { Memory } from './platform.ts'

const PAGE = 65536
const FIRST = 4096

/** A pool on a memory that only counts its pages. */
function poolOf(maximumPages: number): { pool: MemoryPool; pages: () => number } {
  let pages = 1
  const memory = {
    get buffer() {
      return { byteLength: pages * PAGE }
    },
    grow: (more: number) => {
      pages += more
    },
  }
  return { pool: new MemoryPool(memory as unknown as Memory, FIRST, maximumPages, () => {}), pages: () => pages }
}

/** Sizes from bytes to mebibytes, each order of magnitude as likely. */
const sizes = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([e, m]) => Math.floor(m * 2 ** e))
/** Allocates that many bytes, or frees one of the blocks in use. */
const calls = fc.array(
  fc.oneof(
    sizes.map((bytes) => ({ bytes })),
    fc.nat().map((freed) => ({ freed })),
  ),
  {
    maxLength: 300,
  },
)

type Call = { readonly bytes: number } | { readonly freed: number }

/** Runs calls. Returns the addresses, and the blocks that are left in use. */
function run(pool: MemoryPool, list: readonly Call[]) {
  const inUse: { address: number; bytes: number }[] = []
  const addresses = list.map((call) => {
    if ('bytes' in call) {
      const address = pool.allocate(call.bytes, () => 'a block')
      inUse.push({ address, bytes: call.bytes })
      return address
    }
    const [block] = inUse.splice(call.freed % Math.max(1, inUse.length), 1)
    if (block) pool.release(block.address, block.bytes)
    return -1
  })
  return { addresses, inUse }
}

test('blocks in use are aligned, lie in the memory, and never overlap; addresses follow from the calls', () => {
  fc.assert(
    fc.property(calls, (list) => {
      const { pool, pages } = poolOf(65535)
      const { addresses, inUse } = run(pool, list)
      inUse.sort((a, b) => a.address - b.address)
      inUse.forEach(({ address, bytes }, i) => {
        expect(address % 64).toBe(0)
        expect(address).toBeGreaterThanOrEqual(FIRST)
        expect(address + bytes).toBeLessThanOrEqual(inUse[i + 1]?.address ?? pages() * PAGE)
      })
      expect(run(poolOf(65535).pool, list).addresses).toEqual(addresses)
    }),
  )
})

test('when all is freed, one block may have nearly all of the memory', () => {
  fc.assert(
    fc.property(calls, (list) => {
      const { pool } = poolOf(2048)
      for (const { address, bytes } of run(pool, list).inUse) pool.release(address, bytes)
      const size = 15 * 2 ** 23
      expect(pool.allocate(size, () => 'all')).toBeLessThanOrEqual(2048 * PAGE - size)
    }),
  )
})

test('a loop whose steps need the same blocks never cuts or joins: each gets the addresses of the step before', () => {
  const { pool, pages } = poolOf(65535)
  const sizes = [4096, 300, 70_000, 1000, 4096, 64, 250_000]
  const step = () => {
    const addresses = sizes.map((bytes) => pool.allocate(bytes, () => 'a block'))
    for (const [i, address] of addresses.entries()) pool.release(address, sizes[i]!)
    return addresses.toSorted()
  }
  const [first, before] = [step(), pages()]
  for (let i = 0; i < 5; i++) expect(step()).toEqual(first)
  expect(pages()).toBe(before)
})

test.each([
  ['that grow', (k: number) => Math.floor(2 ** 20 * 1.12 ** k)],
  ['that shrink', (k: number) => Math.floor(2 ** 26 / 1.12 ** k)],
  ['in any order', (k: number) => 2 ** 20 + ((k * 7919) % 997) * 2 ** 16],
])('blocks %s, one after another, take the memory of the largest', (_, sizeOf) => {
  const { pool, pages } = poolOf(65535)
  const sizes = Array.from({ length: 37 }, (_, k) => sizeOf(k))
  for (const bytes of sizes)
    pool.release(
      pool.allocate(bytes, () => 'a block'),
      bytes,
    )
  expect(pages() * PAGE).toBeLessThan(1.5 * Math.max(...sizes) + PAGE)
})

test('many blocks that were freed make one of another size', () => {
  const { pool } = poolOf(65535)
  const bytes = 100_000_000
  const held = Array.from({ length: 40 }, () => pool.allocate(bytes, () => 'a block'))
  for (const address of held) pool.release(address, bytes)
  expect(pool.allocate(90_000_000, () => 'a block')).toBe(FIRST)
  expect(pool.allocate(3_000_000_000, () => 'a block')).toBeGreaterThan(FIRST)
})

test('steps whose blocks change from step to step take the memory of the largest step', () => {
  const { pool, pages } = poolOf(65535)
  const largest = 120 * 64 * 4096
  for (let round = 0; round < 3; round++)
    for (let length = 20; length < 120; length++) {
      const step: Call[] = [
        ...Array.from({ length: 64 }, () => ({ bytes: length * 4096 })),
        ...Array.from({ length: 30 }, (_, i) => ({ freed: 2 * i })),
        ...Array.from({ length: 30 }, (_, i) => ({ bytes: length * 2048 + 100 * i })),
      ]
      for (const { address, bytes } of run(pool, step).inUse) pool.release(address, bytes)
    }
  expect(pages() * PAGE).toBeLessThan(2 * largest)
})

test('a step that repeats takes the same memory, though other sizes came between', () => {
  const { pool, pages } = poolOf(65535)
  const step: Call[] = Array.from({ length: 300 }, (_, i) => (i % 3 === 2 ? { freed: i * 31 } : { bytes: 100 * i }))
  const repeat = (): void => {
    for (const { address, bytes } of run(pool, step).inUse) pool.release(address, bytes)
  }
  repeat()
  const before = pages()
  for (let i = 0; i < 50; i++) {
    pool.release(
      pool.allocate(3000 * i, () => 'a block'),
      3000 * i,
    )
    repeat()
  }
  expect(pages()).toBeLessThanOrEqual(2 * before)
})

test('no block ends with the memory: a kernel may read a vector that ends behind it', () => {
  const { pool } = poolOf(1)
  expect(() => pool.allocate(PAGE - FIRST, () => 'all')).toThrow('There is no memory for all')
  expect(pool.allocate(PAGE - FIRST - 4096, () => 'less')).toBe(FIRST)
})
