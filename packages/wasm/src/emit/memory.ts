import {
  type Code,
  type Expression,
  expression,
  type I32,
  type I64,
  type Statement,
  statement,
  type Type,
  unsigned,
  type V128,
} from './code.ts'

/** The immediates of an access: log2 of an alignment, which is a hint, and a constant offset in bytes. */
const access = (align: number, offset: number): Code => [...unsigned(align), ...unsigned(offset)]

const load =
  <T extends Type>(type: T, align: number, ...opcode: Code) =>
  (address: I32, offset = 0): Expression<T> =>
    expression(type, address.code, ...opcode, access(align, offset))
const store =
  <T extends Type>(align: number, ...opcode: Code) =>
  (address: I32, value: Expression<T>, offset = 0): Statement =>
    statement(address.code, value.code, ...opcode, access(align, offset))

type Load<T extends Type> = (address: I32, offset?: number) => Expression<T>
type Store<T extends Type> = (address: I32, value: Expression<T>, offset?: number) => Statement

/** Reads from memory, at an address in bytes plus a constant offset. */
export const loads: {
  readonly i32: Load<'i32'>
  readonly i64: Load<'i64'>
  readonly f32: Load<'f32'>
  readonly f64: Load<'f64'>
  readonly u8: Load<'i32'>
  readonly u16: Load<'i32'>
  readonly v128: Load<'v128'>
  readonly splat8: Load<'v128'>
  readonly splat32: Load<'v128'>
  readonly splat64: Load<'v128'>
  readonly zero32: Load<'v128'>
  readonly zero64: Load<'v128'>
} = {
  i32: load('i32', 2, 0x28),
  i64: load('i64', 3, 0x29),
  f32: load('f32', 2, 0x2a),
  f64: load('f64', 3, 0x2b),
  u8: load('i32', 0, 0x2d),
  u16: load('i32', 1, 0x2f),
  v128: load('v128', 2, 0xfd, 0x00),
  splat8: load('v128', 0, 0xfd, 0x07),
  splat32: load('v128', 2, 0xfd, 0x09),
  splat64: load('v128', 3, 0xfd, 0x0a),
  zero32: load('v128', 2, 0xfd, 0x5c),
  zero64: load('v128', 2, 0xfd, 0x5d),
}

/** Writes to memory, at an address in bytes plus a constant offset. */
export const stores: {
  readonly i32: Store<'i32'>
  readonly i64: Store<'i64'>
  readonly f32: Store<'f32'>
  readonly f64: Store<'f64'>
  readonly u8: Store<'i32'>
  readonly v128: Store<'v128'>
  readonly lane32: (address: I32, value: V128, lane: number, offset?: number) => Statement
  readonly lane64: (address: I32, value: V128, lane: number, offset?: number) => Statement
} = {
  i32: store(2, 0x36),
  i64: store(3, 0x37),
  f32: store(2, 0x38),
  f64: store(3, 0x39),
  u8: store(0, 0x3a),
  v128: store(2, 0xfd, 0x0b),
  lane32: (address, value, lane, offset = 0) =>
    statement(address.code, value.code, 0xfd, 0x5a, access(2, offset), lane),
  lane64: (address, value, lane, offset = 0) =>
    statement(address.code, value.code, 0xfd, 0x5b, access(2, offset), lane),
}

/**
 * Stores vectors one after another. Of two neighbors the second comes first: an engine that joins them to 256 bits otherwise stores the first alone,
 * and then both.
 */
export function storeVectors(address: I32, vectors: readonly V128[], offset = 0): Statement[] {
  return vectors.map((_, i) => {
    const at = (i ^ 1) < vectors.length ? i ^ 1 : i
    return stores.v128(address, vectors[at]!, offset + 16 * at)
  })
}

/** Copies bytes. The two ranges may overlap. */
export function copyBytes(to: I32, from: I32, bytes: I32): Statement {
  return statement(to.code, from.code, bytes.code, 0xfc, 0x0a, 0, 0)
}

/** Sets bytes to a value. */
export function fillBytes(to: I32, byte: I32, bytes: I32): Statement {
  return statement(to.code, byte.code, bytes.code, 0xfc, 0x0b, 0)
}

/** Sequentially consistent operations on shared words. `wait32` sleeps while the word still has the value `seen`. */
export const atomic: {
  readonly load32: Load<'i32'>
  readonly store32: Store<'i32'>
  readonly load64: Load<'i64'>
  readonly store64: Store<'i64'>
  readonly add32: (address: I32, by: I32, offset?: number) => I32
  readonly compareExchange64: (address: I32, expected: I64, replacement: I64, offset?: number) => I64
  readonly wait32: (address: I32, seen: I32, nanoseconds: I64, offset?: number) => I32
  readonly notify: (address: I32, count: I32, offset?: number) => I32
} = {
  load32: load('i32', 2, 0xfe, 0x10),
  load64: load('i64', 3, 0xfe, 0x11),
  store32: store(2, 0xfe, 0x17),
  store64: store(3, 0xfe, 0x18),
  add32: (address, by, offset = 0) => expression('i32', address.code, by.code, 0xfe, 0x1e, access(2, offset)),
  compareExchange64: (address, expected, replacement, offset = 0) =>
    expression('i64', address.code, expected.code, replacement.code, 0xfe, 0x49, access(3, offset)),
  wait32: (address, seen, nanoseconds, offset = 0) =>
    expression('i32', address.code, seen.code, nanoseconds.code, 0xfe, 0x01, access(2, offset)),
  notify: (address, count, offset = 0) => expression('i32', address.code, count.code, 0xfe, 0x00, access(2, offset)),
}
