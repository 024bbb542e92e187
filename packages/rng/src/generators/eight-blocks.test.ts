import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eightBlocks } from './eight-blocks.ts'
import { threefry4x32 } from './threefry4x32.ts'

const word = fc.integer({ min: 0, max: 0xffffffff })
const part = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }))

test('block b is Threefry4x32 of the counter c0 + b, word w at 8w + b, and no other place is touched', () => {
  fc.assert(
    fc.property(word, word, word, word, word, word, part, (k0, k1, c, c1, c2, c3, ends) => {
      const c0 = (c & ~7) >>> 0
      const [from, to] = ends.sort((a, b) => a - b)
      const out = new Int32Array(40).fill(77)
      eightBlocks(k0, k1, c0, c1, c2, c3, from, to, out, 4)

      const expected = new Int32Array(40).fill(77)
      for (let b = from; b < to; b++) {
        const block = threefry4x32([k0, k1, 0, 0], [c0 + b, c1, c2, c3])
        for (let w = 0; w < 4; w++) expected[4 + 8 * w + b] = block[w]!
      }
      expect(out).toEqual(expected)
    }),
  )
})
