/**
 * Bytes between the array that a limit reads and the array that it writes. Processors mistake a read for one that depends on a pending
 * write where the addresses differ by a multiple of 4,096.
 */
export const GAP = 2112

/** Copies so many floats from one place to another. */
export function copy(elements: number): () => void {
  const buffer = new ArrayBuffer(8 * elements + GAP)
  const from = new Float32Array(buffer, 0, elements).fill(1)
  const to = new Float32Array(buffer, 4 * elements + GAP, elements)
  return () => to.set(from)
}
