import { bytesOf } from './fuzz-target.ts'
import type { Random } from './random.ts'

const NUMBERS = [0, 1, 2, 7, 8, 127, 128, 255, 256, 32767, 65535, 65536, 2147483647, 2147483648, 4294967295]
const TEXTS = [
  '__proto__',
  'constructor',
  'toString',
  'prototype',
  'NaN',
  '-1',
  '1e999',
  '9007199254740993',
  'null',
  '"',
  '""',
  '\\',
  '{',
  '[',
  '}',
  ',',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '\u{1f600}',
  '9'.repeat(400),
  ' '.repeat(400),
  '['.repeat(3000),
  '{"a":'.repeat(3000),
].map(bytesOf)

const cut = (bytes: Uint8Array, from: number, to: number, ...put: Uint8Array[]): Uint8Array =>
  Buffer.concat([bytes.subarray(0, from), ...put, bytes.subarray(to)])

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

/** What can happen to bytes. */
const MUTATIONS: readonly Mutation[] = [
  // Bits that flip.
  (bytes, random) => {
    const out = bytes.slice()
    for (let i = random.below(4); i >= 0 && out.length > 0; i--) out[random.below(out.length)]! ^= 1 << random.below(8)
    return out
  },
  (bytes, random) => (bytes.length === 0 ? bytes : bytes.with(random.below(bytes.length), random.below(256))),
  // A number of one, two, four or eight bytes, of either order.
  (bytes, random) => {
    const width = random.pick([1, 2, 4, 8])
    if (bytes.length < width) return bytes
    const word = new DataView(new ArrayBuffer(8))
    const little = random.below(2) === 0
    word.setFloat64(0, 0)
    word.setUint32(little ? 0 : 4, random.pick(NUMBERS), little)
    if (random.below(4) === 0) word.setUint32(little ? 4 : 0, random.pick(NUMBERS), little)
    const number = new Uint8Array(word.buffer, little ? 0 : 8 - width, width)
    const at = random.below(bytes.length - width + 1)
    return cut(bytes, at, at + width, number)
  },
  // Cut off, or longer.
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => bytes.subarray(random.below(bytes.length + 1)),
  (bytes, random) => Buffer.concat([bytes, new Uint8Array(random.below(40)).fill(random.below(256))]),
  // A span that is lost, repeated, moved, or from another file.
  (bytes, random) => {
    const from = random.below(bytes.length + 1)
    return cut(bytes, from, Math.min(bytes.length, from + random.below(32)))
  },
  (bytes, random) => {
    const from = random.below(bytes.length + 1)
    const span = bytes.subarray(from, from + random.below(64))
    const at = random.below(bytes.length + 1)
    return cut(bytes, at, at, ...new Array<Uint8Array>(1 + random.below(3)).fill(span))
  },
  (bytes, random, other) => {
    const from = random.below(other.length + 1)
    const span = other.subarray(from, from + random.below(64))
    const at = random.below(bytes.length + 1)
    return cut(bytes, at, Math.min(bytes.length, at + (random.below(2) === 0 ? span.length : 0)), span)
  },
  // Words that mean something to somebody.
  (bytes, random) => {
    const text = random.pick(TEXTS)
    const at = random.below(bytes.length + 1)
    return cut(bytes, at, Math.min(bytes.length, at + (random.below(2) === 0 ? text.length : 0)), text)
  },
  // The digits of a number.
  (bytes, random) => {
    const digits = [...bytes.keys()].filter((i) => bytes[i]! >= 48 && bytes[i]! <= 57)
    if (digits.length === 0) return bytes
    const at = random.pick(digits)
    return cut(bytes, at, at + 1, bytesOf(`${random.pick([...NUMBERS, -1, 0.5, 9007199254740992])}`))
  },
]

/** One to three mutations of a file. */
export function mutateBytes(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let out = bytes
  for (let i = random.below(3); i >= 0; i--) out = random.pick(MUTATIONS)(out, random, other)
  return out
}
