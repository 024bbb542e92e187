import { foldIn } from '../src/keys/fold-in.ts'
import type { Key } from '../src/keys/is-key.ts'
import { key } from '../src/keys/key.ts'
import { split } from '../src/keys/split.ts'
import { keepThreshold } from '../src/masks/keep-threshold.ts'
import { keptCounts, type Mask, maskCorrelation, maskLag } from './mask-randomness.ts'
import {
  bitFrequencies,
  byteFrequencies,
  crossCorrelation,
  type Finding,
  lagCorrelation,
  type Source,
  serialPairs,
} from './randomness.ts'

/** Places that mean something in the layouts: neighbors, blocks, groups of a stream, groups of a mask. */
const LAGS = [1, 2, 8, 32, 64]

const KEEPS = [0.5, 0.8, 0.1]

/** The tests, by what they ask. */
export const BATTERY: Record<string, (source: Source) => Finding[]> = {
  'one stream': (source) => {
    const words = source.bits(key(20261123), 1 << 20)
    return [...sequence(words), ...LAGS.slice(1).flatMap((lag) => lagCorrelation(words, lag))]
  },

  'streams of neighboring keys': (source) =>
    Object.entries(neighbors()).flatMap(([kind, pairs]) =>
      pairs.flatMap(([a, b], n) => {
        const [ours, theirs] = [source.bits(a, 1 << 13), source.bits(b, 1 << 13)]
        return [
          ...crossCorrelation(`${kind} ${n}`, ours, theirs),
          ...crossCorrelation(`${kind} ${n}, one word on`, ours.subarray(1), theirs.subarray(0, -1)),
          ...crossCorrelation(`${kind} ${n}, one word back`, ours.subarray(0, -1), theirs.subarray(1)),
        ]
      }),
    ),

  'one place of many keys': (source) => {
    const KEYS = 1 << 15
    const many: Record<string, (n: number) => Key> = {
      seeds: (n) => key(n),
      steps: (n) => foldIn(key(5), n),
      names: (n) => foldIn(key(5), `dropout${n}`),
    }
    return Object.entries(many).flatMap(([kind, keyOf]) =>
      [0, 100].flatMap((place) =>
        sequence(Uint32Array.from({ length: KEYS }, (_, n) => source.bits(keyOf(n), 1, place)[0]!)).map((finding) => ({
          ...finding,
          name: `word ${place} of ${kind}: ${finding.name}`,
        })),
      ),
    )
  },

  'one mask': (source) =>
    KEEPS.flatMap((keep) => {
      const mask = maskOf(source, key('one mask'), keep)
      return [
        ...keptCounts(mask),
        ...[1, 2].map((rows) => maskLag(mask, rows, 0)),
        ...LAGS.map((columns) => maskLag(mask, 0, columns)),
        maskLag(mask, 1, 1),
      ]
    }),

  'masks of neighbors': (source) =>
    KEEPS.flatMap((keep) => {
      const run = key('run')
      const pairs: [string, Mask, Mask][] = Array.from({ length: 10 }, (_, n) => n).flatMap((n) => [
        [`step ${n} and the next`, maskOf(source, foldIn(run, n), keep), maskOf(source, foldIn(run, n + 1), keep)],
        [
          `layer ${n} and the next`,
          maskOf(source, foldIn(run, `dropout${n}`), keep),
          maskOf(source, foldIn(run, `dropout${n + 1}`), keep),
        ],
        [`rows 2^${32 + n} apart`, maskOf(source, run, keep), maskOf(source, run, keep, 2 ** (32 + n))],
      ])
      return pairs.map(([name, a, b]) => maskCorrelation(name, a, b))
    }),
}

/** What is asked of every sequence of words. */
export function sequence(words: Uint32Array): Finding[] {
  return [...bitFrequencies(words), ...byteFrequencies(words), ...serialPairs(words), ...lagCorrelation(words, 1)]
}

function neighbors(): Record<string, [Key, Key][]> {
  const numbers = Array.from({ length: 24 }, (_, n) => n)
  const run = key('neighbours')
  const children = split(run, 48)
  const flip = (word: number, bit: number) => (word ^ (1 << bit)) >>> 0
  return {
    'adjacent seeds': numbers.map((n) => [key(n), key(n + 1)]),
    'adjacent steps': numbers.map((n) => [foldIn(run, n), foldIn(run, n + 1)]),
    'split children': numbers.map((n) => [children[2 * n]!, children[2 * n + 1]!]),
    'adjacent names': numbers.map((n) => [foldIn(run, `dropout${n}`), foldIn(run, `dropout${n + 1}`)]),
    'parent and child': numbers.map((n) => [key(n), foldIn(key(n), n)]),
    'one bit of a key': Array.from({ length: 64 }, (_, bit) => [
      run,
      bit < 32 ? [flip(run[0], bit), run[1]] : [run[0], flip(run[1], bit - 32)],
    ]),
  }
}

function maskOf(source: Source, k: Key, keep: number, firstRow: number = 0): Mask {
  const [rows, columns] = [256, 320]
  const values = new Uint8Array(rows * columns)
  source.fillMask(k, keepThreshold(keep), rows, columns, values, firstRow)
  return { rows, columns, keep, values }
}
