import { fillMask, foldIn, keepThreshold, key, maskDraw, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { SIGMAS } from './laws/law.ts'

describe('the generator behind the masks', () => {
  test('keeps with its probability over 10^8 draws', () => {
    const [rows, columns, chunks] = [1000, 10_000, 10]
    const bytes = new Uint8Array(rows * columns)
    const keep = 0.8
    let kept = 0
    for (let chunk = 0; chunk < chunks; chunk++) {
      fillMask(key(8), keepThreshold(keep), rows, columns, bytes, chunk * rows)
      for (let i = 0; i < bytes.length; i++) kept += bytes[i]!
    }
    const n = rows * columns * chunks
    expect(n).toBe(1e8)
    expect(Math.abs(kept - keep * n)).toBeLessThan(SIGMAS * Math.sqrt(n * keep * (1 - keep)))
  }, 60_000)

  test('is exact: keep = draw/2^32 drops an element, and keep = (draw + 1)/2^32 keeps it, at 10^5 random places', () => {
    const places = uniform(key('places'), 400_000)
    const byte = new Uint8Array(1)
    for (let i = 0; i < 100_000; i++) {
      const k = foldIn(key(3), i)
      const row = Math.floor(places[2 * i]! * 2 ** 20)
      const column = Math.floor(places[2 * i + 1]! * 64)
      const draw = maskDraw(k, row, column)
      const line = new Uint8Array(column + 1)
      const keptAt = (keep: number) => {
        fillMask(k, keepThreshold(keep), 1, column + 1, line, row)
        byte[0] = line[column]!
        return byte[0]
      }
      if (keptAt(draw / 2 ** 32) !== 0 || keptAt((draw + 1) / 2 ** 32) !== 1)
        expect.fail(`place ${i}: row ${row}, column ${column}, draw ${draw}`)
    }
  }, 60_000)
})
