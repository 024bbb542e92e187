import { expect, test } from 'vitest'
import { readEvents, readFields } from '../../../test/read-events.ts'
import { scalarsEvent, startEvent, versionEvent } from './events.ts'
import { crc32c, frame } from './frame.ts'
import { message, text } from './message.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('the checks of RFC 3720, appendix B.4, and of the nine digits', () => {
  const of = (make: (i: number) => number) => crc32c(Uint8Array.from({ length: 32 }, (_, i) => make(i)))
  expect(of(() => 0)).toBe(0x8a9136aa)
  expect(of(() => 0xff)).toBe(0x62a8ab43)
  expect(of((i) => i)).toBe(0x46dd794e)
  expect(of((i) => 31 - i)).toBe(0x113fdb5c)
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283)
  expect(crc32c(new Uint8Array())).toBe(0)
})

test('messages by hand: the examples of the encoding guide of protocol buffers', () => {
  expect(hex(message([[1, { varint: 150 }]]))).toBe('089601')
  expect(hex(message([[2, text('testing')]]))).toBe('120774657374696e67')
  expect(hex(message([[3, { bytes: message([[1, { varint: 150 }]]) }]]))).toBe('1a03089601')
  expect(
    hex(
      message([
        [1, { double: 1 }],
        [2, { float: -2 }],
        [16, { varint: 0 }],
      ]),
    ),
  ).toBe('09000000000000f03f15000000c0800100')
  const large = 2 ** 40 + 3
  expect(readFields(Buffer.from(message([[2, { varint: large }]])))).toEqual([[2, large]])
})

test('the first record of every event file, by hand', () => {
  // 9 + 2 + 15 bytes: the time 0, the step 0, and the version.
  const record = frame(versionEvent(0))
  expect(hex(record.subarray(0, 8))).toBe('1a00000000000000')
  expect(hex(record.subarray(12, 38))).toBe(
    `090000000000000000${'1000'}1a0d${Buffer.from('brain.Event:2').toString('hex')}`,
  )
  expect(record).toHaveLength(42)
})

test('an independent reader reads what was written, and finds every flipped bit', () => {
  const scalars = [
    ['step/loss', 0.1],
    ['keep/größe', Number.NaN],
    ['x', -Infinity],
  ] as const
  const events = [versionEvent(12.5), startEvent(13, 70_000), scalarsEvent(14, 70_001, scalars)]
  const file = Buffer.concat(events.map(frame))
  expect(readEvents(file)).toEqual([
    { wallTime: 12.5, step: 0, version: 'brain.Event:2' },
    { wallTime: 13, step: 70_000, session: 1 },
    {
      wallTime: 14,
      step: 70_001,
      scalars: { 'step/loss': Math.fround(0.1), 'keep/größe': Number.NaN, x: -Infinity },
    },
  ])
  for (let at = 0; at < file.length; at++) {
    const damaged = Buffer.from(file)
    damaged[at]! ^= 1 << (at % 8)
    expect(() => readEvents(damaged)).toThrow()
  }
})
