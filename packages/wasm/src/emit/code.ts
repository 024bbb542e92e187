/** Types of WebAssembly values. */
export type Type = 'i32' | 'i64' | 'f32' | 'f64' | 'v128'

/** Bytes of code. Nested lists save copies while a function is written; `flatten` runs once, at the end. */
export type Code = readonly (number | Code)[]

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

/** Appends the bytes of nested code. */
export function flatten(code: Code, into: number[]): void {
  for (const part of code) {
    if (typeof part === 'number') into.push(part)
    else flatten(part, into)
  }
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
