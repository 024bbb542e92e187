/** A field of a protocol buffer message: its number and its value on the wire. */
export type Field = readonly [number: number, value: Wire]

type Wire =
  | { readonly varint: number }
  | { readonly float: number }
  | { readonly double: number }
  | { readonly bytes: Uint8Array }

/** The bytes of a message: each field its number and wire type, then its value. */
export function message(fields: readonly Field[]): Uint8Array {
  return concatenate(fields.flatMap(([number, value]) => encoded(number, value)))
}

/** Text as the bytes of a field. */
export function text(value: string): Wire {
  return { bytes: new TextEncoder().encode(value) }
}

function encoded(number: number, value: Wire): Uint8Array[] {
  if ('varint' in value) return [varint(number * 8), varint(value.varint)]
  if ('double' in value) return [varint(number * 8 + 1), bytesOf(new Float64Array([value.double]))]
  if ('float' in value) return [varint(number * 8 + 5), bytesOf(new Float32Array([value.float]))]
  return [varint(number * 8 + 2), varint(value.bytes.length), value.bytes]
}

/** A whole number from 0, seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}

/** Little-endian, as every platform that Node runs on stores them. */
function bytesOf(numbers: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer)
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
