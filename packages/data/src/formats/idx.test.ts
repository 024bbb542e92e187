import { expect, test } from 'vitest'
import { imagesFromIdx, parseIdx } from './idx.ts'

test('an IDX file is read, and every damage is named', () => {
  const good = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6)
  expect(parseIdx(good)).toEqual({ data: Uint8Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] })
  expect(() => parseIdx(good.slice(0, -1))).toThrow('announces [2, 3], 6 elements, but 5 follow')
  expect(() => parseIdx(good.slice(0, 7))).toThrow('announces 2 axes, which take 12 bytes of header, but has 7 bytes')
  expect(() => parseIdx(good.with(2, 13))).toThrow('elements of the IDX type 13')
  expect(() => parseIdx(Uint8Array.of(0x1f, 0x8b, 8, 0), 'a.gz')).toThrow('a.gz begins with the bytes 1f 8b 08 00')
  expect(() => parseIdx(new Uint8Array(0))).toThrow('begins with the bytes (none)')
})

test('images and labels that do not belong together are refused', () => {
  const images = { data: new Uint8Array(4), shape: [2, 1, 2] }
  expect(() => imagesFromIdx('set', images, { data: new Uint8Array(3), shape: [3] })).toThrow(
    'set has images [2, 1, 2] and labels [3]',
  )
  expect(() => imagesFromIdx('set', images, { data: Uint8Array.of(1, 10), shape: [2] })).toThrow('Label 1 of set is 10')
})
