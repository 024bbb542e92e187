import { bits, fillMask, type Key, uniform } from '../src/index.ts'
import type { Source } from './randomness.ts'
import { threefry } from './slow-law.ts'

/** A generator with a fault, and the part of the battery that must see it. */
export interface PlantedFault {
  fault: string
  seenBy: string
  source: Source
}

function withBits(fault: string, seenBy: string, faulty: Source['bits']): PlantedFault {
  return { fault, seenBy, source: { bits: faulty, fillMask } }
}

function withMask(fault: string, seenBy: string, faulty: Source['fillMask']): PlantedFault {
  return { fault, seenBy, source: { bits, fillMask: faulty } }
}

export const PLANTED_FAULTS: PlantedFault[] = [
  withBits('a bit that is always 1', 'one stream', (k, length, start) => bits(k, length, start).map((w) => w | 0x80)),

  withBits('a bit that is 1 in 51 of 100', 'one stream', (k, length, start = 0) => {
    const extra = uniform([k[0] ^ 1, k[1]], length, start)
    return bits(k, length, start).map((word, i) => (extra[i]! < 0.02 ? word | 1 : word))
  }),

  withBits('every second group of 32 words repeats the one before', 'one stream', (k, length, start = 0) => {
    return Uint32Array.from({ length }, (_, i) => bits(k, 1, start + i - ((start + i) % 64 >= 32 ? 32 : 0))[0]!)
  }),

  withBits('a weak low half: a multiplier 69069 by index', 'one stream', (k, length, start = 0) => {
    return Uint32Array.from({ length }, (_, i) => (Math.imul(k[1] + start + i, 69069) + 1) >>> 0)
  }),

  withBits('keys that differ in their last bit give one stream', 'streams of neighboring keys', (k, length, start) => {
    return bits([k[0], (k[1] & ~1) >>> 0], length, start)
  }),

  withBits('the seed is added to the index', 'streams of neighboring keys', (k, length, start = 0) => {
    return bits([k[0], 0], length, start + k[1])
  }),

  withBits('Threefry with 6 rounds instead of 20', 'one place of many keys', (k, length, start = 0) => {
    return Uint32Array.from({ length }, (_, i) => wordOfRounds(6, k, start + i))
  }),

  withMask('a keep that is 1 % too high', 'one mask', (k, threshold, ...rest) => {
    fillMask(k, Math.min(2 ** 32, Math.floor(threshold * 1.01)), ...rest)
  }),

  withMask('rows in pairs', 'one mask', (k, threshold, rows, columns, out, firstRow = 0) => {
    for (let row = 0; row < rows; row++) {
      fillMask(k, threshold, 1, columns, out, Math.floor((firstRow + row) / 2), row * columns)
    }
  }),

  withMask('low halves that repeat the high halves', 'one mask', (k, threshold, rows, columns, out, firstRow) => {
    fillMask(k, threshold, rows, columns, out, firstRow)
    for (let i = 0; i < out.length; i++) if ((i % columns) % 64 >= 32) out[i] = out[i - 32]!
  }),

  withMask('rows modulo 2^32', 'masks of neighbors', (k, threshold, rows, columns, out, firstRow = 0) => {
    fillMask(k, threshold, rows, columns, out, firstRow % 2 ** 32)
  }),

  withMask('one mask for all keys', 'masks of neighbors', (_, ...rest) => fillMask([0, 0], ...rest)),
]

/** Word i of the stream, for i below 2^32. */
function wordOfRounds(rounds: number, k: Key, i: number): number {
  const counter = BigInt(8 * Math.floor(i / 32) + (i % 8))
  const block = threefry([BigInt(k[0]), BigInt(k[1]), 0n, 0n], [counter, 0n, 0n, 2n], rounds)
  return Number(block[Math.floor(i / 8) % 4]!)
}
