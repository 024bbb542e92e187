/** Types of WebAssembly values. */
export type Type = 'i32' | 'i64' | 'f32' | 'f64' | 'v128'

/** Bytes of code. Nested lists save copies while a function is written; `bytesOf` runs once, at the end. */
export type Code = readonly (number | Uint8Array | Code)[]

/** Code that computes a value of a type: each place that names it computes it again, from the locals as they are then. */
export interface Expression<T extends Type = Type> {
  readonly type: T
  readonly code: Code
}

/** Code without a value. */
export interface Statement {
  readonly type: 'void'
  readonly code: Code
}

export type I32 = Expression<'i32'>
export type I64 = Expression<'i64'>
export type F32 = Expression<'f32'>
export type F64 = Expression<'f64'>
export type V128 = Expression<'v128'>

/** An expression from bytes and the code of its operands. */
export function expression<T extends Type>(type: T, ...code: Code): Expression<T> {
  return { type, code }
}

/** A statement from bytes and the code of its operands. */
export function statement(...code: Code): Statement {
  return { type: 'void', code }
}

/** The bytes of nested code. */
export function bytesOf(code: Code): Uint8Array<ArrayBuffer> {
  let bytes = new Uint8Array(512)
  let length = 0
  const reserve = (more: number): void => {
    if (length + more <= bytes.length) return
    const grown = new Uint8Array(2 * bytes.length + more)
    grown.set(bytes)
    bytes = grown
  }
  const add = (part: Uint8Array | Code): void => {
    if (ArrayBuffer.isView(part)) {
      reserve(part.length)
      bytes.set(part, length)
      length += part.length
      return
    }
    reserve(part.length)
    for (let i = 0; i < part.length; i++) {
      const inner = part[i]!
      if (typeof inner !== 'number') add(inner)
      else {
        if (length === bytes.length) reserve(1)
        bytes[length++] = inner
      }
    }
  }
  add(code)
  return bytes.slice(0, length)
}

/** The unsigned LEB128 encoding of 0 … 2^32 − 1. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value >>> 0
  do {
    const low = rest & 127
    rest >>>= 7
    bytes.push(rest === 0 ? low : low | 128)
  } while (rest !== 0)
  return bytes
}

/** The signed LEB128 encoding of an integer of 32 bits. */
export function signed32(value: number): number[] {
  const bytes: number[] = []
  let rest = value | 0
  for (;;) {
    const low = rest & 127
    rest >>= 7
    const done = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0)
    bytes.push(done ? low : low | 128)
    if (done) return bytes
  }
}

/** The signed LEB128 encoding of an integer of up to 64 bits. */
export function signed(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = Number(rest & 127n)
    rest >>= 7n
    const done = (rest === 0n && (low & 64) === 0) || (rest === -1n && (low & 64) !== 0)
    bytes.push(done ? low : low | 128)
    if (done) return bytes
  }
}
