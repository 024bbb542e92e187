// A reader of TensorBoard's event files that shares nothing with the writer: checks bit by bit, fields as they come.

export interface ReadEvent {
  readonly wallTime: number
  readonly step: number
  readonly version?: string
  readonly session?: number
  readonly scalars?: Readonly<Record<string, number>>
}

export function readEvents(file: Buffer): readonly ReadEvent[] {
  const events: ReadEvent[] = []
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at))
    if (file.readUInt32LE(at + 8) !== maskedCheck(file.subarray(at, at + 8)))
      throw new Error(`length at ${at} is damaged`)
    const bytes = file.subarray(at + 12, at + 12 + length)
    if (file.readUInt32LE(at + 12 + length) !== maskedCheck(bytes)) throw new Error(`record at ${at} is damaged`)
    events.push(readEvent(bytes))
    at += length + 16
  }
  return events
}

function readEvent(bytes: Buffer): ReadEvent {
  const fields = new Map(readFields(bytes))
  const [version, summary, session] = [3, 5, 7].map((field) => fields.get(field) as Buffer | undefined)
  return {
    wallTime: (fields.get(1) as Buffer).readDoubleLE(),
    step: fields.get(2) as number,
    ...(version ? { version: version.toString() } : {}),
    ...(summary
      ? { scalars: Object.fromEntries(readFields(summary).map(([, value]) => readScalar(value as Buffer))) }
      : {}),
    ...(session ? { session: new Map(readFields(session)).get(1) as number } : {}),
  }
}

function readScalar(value: Buffer): readonly [string, number] {
  const fields = new Map(readFields(value))
  return [(fields.get(1) as Buffer).toString(), (fields.get(2) as Buffer).readFloatLE()]
}

/** Field numbers with their values: numbers of the wire type 0, bytes of all others. */
export function readFields(bytes: Buffer): readonly (readonly [field: number, value: number | Buffer])[] {
  const fields: (readonly [number, number | Buffer])[] = []
  let at = 0
  const varint = (): number => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('a field is longer than its message')
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const tag = varint()
    const [field, wire] = [Math.floor(tag / 8), tag % 8]
    if (wire !== 0 && wire !== 1 && wire !== 2 && wire !== 5) throw new Error(`wire type ${wire}`)
    fields.push([field, wire === 0 ? varint() : take(wire === 1 ? 8 : wire === 5 ? 4 : varint())])
  }
  return fields
}

/** By polynomial division, one bit after the other. */
function maskedCheck(bytes: Buffer): number {
  let rest = 0xffffffffn
  for (const byte of bytes) {
    rest ^= BigInt(byte)
    for (let bit = 0; bit < 8; bit++) rest = rest & 1n ? (rest >> 1n) ^ 0x82f63b78n : rest >> 1n
  }
  const check = rest ^ 0xffffffffn
  return Number((((check >> 15n) | (check << 17n)) + 0xa282ead8n) & 0xffffffffn)
}
