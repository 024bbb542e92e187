import fc from 'fast-check'

/** Well-formed strings of characters of one to four bytes. */
export const text: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.nat(0x7f),
      fc.integer({ min: 0x80, max: 0x7ff }),
      fc.integer({ min: 0x800, max: 0xd7ff }),
      fc.integer({ min: 0xe000, max: 0x10ffff }),
    ),
    { maxLength: 20 },
  )
  .map((points) => String.fromCodePoint(...points))
