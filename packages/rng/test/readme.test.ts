import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as rng from '../src/index.ts'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

const K: rng.Key = [0x13198a2e, 0x03707344]

/** What the rows of the tables say, by the form of the row. */
const FORMS: [form: RegExp, words: (...cells: string[]) => readonly number[]][] = [
  [/^\| `key\((-?\d+)n?\)` \|/, (seed) => rng.key(BigInt(seed!))],
  [/^\| `key\('(.*)'\)` \|/, (seed) => rng.key(seed!)],
  [/^\| `foldIn\(K, (\d+)\)` \|/, (n) => rng.foldIn(K, Number(n))],
  [/^\| `foldIn\(K, '(.*)'\)` \|/, (text) => rng.foldIn(K, text!.replaceAll('\\0', '\0'))],
  [/^\| `split\(K\)\[(\d)\]` \|/, (i) => rng.split(K)[Number(i)]!],
  [/^\| (\d+) \| `0x\w+` \|/, (i) => [rng.bits(K, 1, Number(i))[0]!, normalBits(Number(i))]],
  [/^\| (\d+) \| (\d+) \|/, (row, column) => [rng.maskDraw(K, Number(row), Number(column))]],
]

function normalBits(i: number): number {
  return new Uint32Array(rng.normal(K, 1, i).buffer)[0]!
}

describe('the vectors of the README', () => {
  // The formatter pads the cells.
  const rows = README.replaceAll(/ +\|/g, ' |')
    .split('\n')
    .filter((line) => /^\|.*`0x/.test(line))

  test('are there', () => {
    expect(rows.length).toBeGreaterThan(35)
  })

  test.each(rows)('%s', (row) => {
    const [form, words] = FORMS.find(([each]) => each.test(row))!
    const expected = words(...row.match(form)!.slice(1)).map((word) => `0x${word.toString(16).padStart(8, '0')}`)
    expect(row.match(/0x[0-9a-f]{8}/g)).toEqual(expected)
  })
})
