import fc from 'fast-check'
import { expect, test } from 'vitest'
import { text } from '../../test/text.ts'
import { utf8 } from './utf8.ts'

test('agrees with the platform’s encoder', () => {
  fc.assert(
    fc.property(text, (sample) => {
      expect([...utf8(sample)]).toEqual([...new TextEncoder().encode(sample)])
    }),
    { examples: [['\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}'], ['']] },
  )
})
