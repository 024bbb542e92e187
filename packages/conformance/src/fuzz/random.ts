/** Draws that follow from a seed alone (Mulberry32). */
export interface Random {
  /** An integer from 0 to n − 1. */
  below(n: number): number
  pick<T>(list: readonly T[]): T
}

/** The draws of one mutation. */
export function randomOf(seed: number, mutation: number): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(mutation + 1, 0xc2b2ae35)) | 0
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n)
  }
  return { below, pick: (list) => list[below(list.length)]! }
}
