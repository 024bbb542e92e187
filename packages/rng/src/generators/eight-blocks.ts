/**
 * Blocks `from` … `to` − 1 of eight neighbors: block b is Threefry4x32-20 of the counter words (c0 + b, c1, c2, c3)
 * under the key words (k0, k1, 0, 0), and its word w goes (signed) to `out[offset + 8w + b]`. This is the order of streams and
 * masks: eight lanes of a vector take eight neighbors from eight counters.
 *
 * `c0` is a multiple of 8; words are taken modulo 2^32; 0 ≤ from ≤ to ≤ 8. This is `threefry4x32` with its 20 rounds
 * written out, because it is the hot loop of every draw: the state stays in registers, and the two zero words of the key
 * are free.
 */
export function eightBlocks(
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  from: number,
  to: number,
  out: Int32Array,
  offset: number,
): void {
  const k4 = 0x1bd11bda ^ k0 ^ k1
  for (let b = from; b < to; b++) {
    let x0 = (c0 + b + k0) | 0
    let x1 = (c1 + k1) | 0
    let x2 = c2 | 0
    let x3 = c3 | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2
    x0 = (x0 + k1) | 0
    x3 = (x3 + k4 + 1) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2
    x2 = (x2 + k4) | 0
    x3 = (x3 + k0 + 2) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2
    x1 = (x1 + k4) | 0
    x2 = (x2 + k0) | 0
    x3 = (x3 + k1 + 3) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 20) | (x3 >>> 12)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 17) | (x3 >>> 15)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 11) | (x1 >>> 21)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 25) | (x1 >>> 7)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 10) | (x3 >>> 22)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 18) | (x3 >>> 14)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 20) | (x1 >>> 12)) ^ x2
    x0 = (x0 + k4) | 0
    x1 = (x1 + k0) | 0
    x2 = (x2 + k1) | 0
    x3 = (x3 + 4) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 10) | (x1 >>> 22)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 26) | (x3 >>> 6)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 11) | (x3 >>> 21)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 21) | (x1 >>> 11)) ^ x2
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x2 = (x2 + x3) | 0
    x3 = ((x3 << 27) | (x3 >>> 5)) ^ x2
    x0 = (x0 + x3) | 0
    x3 = ((x3 << 23) | (x3 >>> 9)) ^ x0
    x2 = (x2 + x1) | 0
    x1 = ((x1 << 5) | (x1 >>> 27)) ^ x2

    out[offset + b] = x0 + k0
    out[offset + b + 8] = x1 + k1
    out[offset + b + 16] = x2
    out[offset + b + 24] = x3 + 5
  }
}
