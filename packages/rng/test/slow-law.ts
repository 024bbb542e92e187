/**
 * The laws of this package once more, slowly, in whole numbers of any size and straight from their text, so that the
 * vectors do not rest on one program. It shares nothing with `src`.
 */

const WORD = 1n << 32n

type Words = readonly bigint[]

const ROTATIONS: Record<number, number[][]> = {
  2: [[13], [15], [26], [6], [17], [29], [16], [24]],
  4: [
    [10, 26],
    [11, 21],
    [13, 27],
    [23, 5],
    [6, 20],
    [17, 11],
    [25, 10],
    [18, 20],
  ],
}

/** Threefry of 2 or 4 words of 32 bits (Salmon and others, 2011, section 4.2). */
export function threefry(key: Words, counter: Words, rounds: number = 20): bigint[] {
  const n = key.length
  const schedule = [...key, key.reduce((parity, word) => parity ^ word, 0x1bd11bdan)]
  const add = (x: bigint, y: bigint) => (x + y) % WORD
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) % WORD
  const inject = (state: bigint[], s: number) =>
    state.map((x, j) => add(add(x, schedule[(s + j) % (n + 1)]!), j === n - 1 ? BigInt(s) : 0n))

  let state = inject([...counter], 0)
  for (let round = 0; round < rounds; round++) {
    const mixed = [...state]
    ROTATIONS[n]![round % 8]!.forEach((by, pair) => {
      const even = 2 * pair
      // Four words: in odd rounds words 1 and 3 change partners.
      const odd = n === 4 && round % 2 === 1 ? 3 - even : even + 1
      mixed[even] = add(state[even]!, state[odd]!)
      mixed[odd] = rotate(state[odd]!, BigInt(by)) ^ mixed[even]!
    })
    state = mixed
    if (round % 4 === 3) state = inject(state, (round + 1) / 4)
  }
  return state
}

export function keyOfInteger(seed: bigint): bigint[] {
  const bits = ((seed % (WORD * WORD)) + WORD * WORD) % (WORD * WORD)
  return [bits / WORD, bits % WORD]
}

export function foldInteger(key: Words, n: bigint): bigint[] {
  return threefry(key, [0n, n])
}

export function foldString(key: Words, text: string): bigint[] {
  const bytes = [...new TextEncoder().encode(text)]
  const padded = [...bytes, ...new Array<number>((4 - (bytes.length % 4)) % 4).fill(0)]
  let folded = [...key]
  for (let at = 0; at < padded.length; at += 4) {
    const word = padded.slice(at, at + 4).reduce((sum, byte, place) => sum + (BigInt(byte) << BigInt(8 * place)), 0n)
    folded = threefry(folded, [1n, word])
  }
  return threefry(folded, [2n, BigInt(bytes.length)])
}

/** Word i of a stream, or attempt a at it. */
export function streamWord(key: Words, i: bigint, attempt: bigint = 0n): bigint {
  const counter = 8n * (i / 32n) + (i % 8n)
  const block = threefry([...key, 0n, 0n], [counter % WORD, counter / WORD, attempt, 2n])
  return block[Number((i / 8n) % 4n)]!
}

/** Element i of the integers from low to high − 1. */
export function streamInteger(key: Words, i: bigint, low: bigint, high: bigint): bigint {
  const n = high - low
  for (let attempt = 0n; ; attempt++) {
    const word = streamWord(key, i, attempt)
    if (word < WORD - (WORD % n)) return low + (word % n)
  }
}

export function permutation(key: Words, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i >= 1; i--) {
    const j = Number(streamInteger(key, BigInt(i), 0n, BigInt(i + 1)))
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return order
}

/** The draw of mask law 1 at row r and column c. */
export function maskDraw(key: Words, r: bigint, c: bigint): bigint {
  const h = (d: bigint) => {
    const block = threefry([...key, 0n, 0n], [8n * (c / 64n) + (c % 8n), r % WORD, r / WORD, d])
    const word = block[Number((c / 8n) % 4n)]!
    return (c / 32n) % 2n === 0n ? word >> 16n : word & 0xffffn
  }
  return h(0n) * 65536n + h(1n)
}

/** JAX's 32-bit word i. */
export function jaxWord(key: Words, i: bigint): bigint {
  const [x0, x1] = threefry(key, [i / WORD, i % WORD])
  return x0! ^ x1!
}
