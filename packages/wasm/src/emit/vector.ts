import {
  type Expression,
  expression,
  type F32,
  type F64,
  type I32,
  type I64,
  type Type,
  unsigned,
  type V128,
} from './code.ts'
import { markConstant } from './held-constants.ts'

type Binary = (a: V128, b: V128) => V128
type Unary = (a: V128) => V128
type Shift = (a: V128, by: number) => V128

const binary =
  (opcode: number): Binary =>
  (a, b) =>
    expression('v128', a.code, b.code, 0xfd, unsigned(opcode))
const unary =
  (opcode: number): Unary =>
  (a) =>
    expression('v128', a.code, 0xfd, unsigned(opcode))
const splat =
  <T extends Type>(opcode: number) =>
  (a: Expression<T>): V128 =>
    expression('v128', a.code, 0xfd, unsigned(opcode))
const shift =
  (opcode: number) =>
  (a: V128, by: number): V128 =>
    expression('v128', a.code, 0x41, unsigned(by), 0xfd, unsigned(opcode))

/** Sixteen bytes, without regard to lanes. */
export const v128: Readonly<
  Record<'and' | 'andNot' | 'or' | 'xor' | 'swizzle', Binary> &
    Record<'not', Unary> & {
      const: (...words: readonly [number, number, number, number]) => V128
      select: (a: V128, b: V128, mask: V128) => V128
      anyTrue: (a: V128) => I32
      shuffle: (a: V128, b: V128, bytes: readonly number[]) => V128
    }
> = {
  const: (...words: readonly [number, number, number, number]): V128 => {
    const bytes = [...new Uint8Array(Uint32Array.from(words).buffer)]
    return { type: 'v128', code: markConstant([0xfd, 0x0c, ...bytes], `${bytes}`) }
  },
  and: binary(0x4e),
  andNot: binary(0x4f),
  or: binary(0x50),
  xor: binary(0x51),
  not: unary(0x4d),
  /** The bits of a where the mask has ones, else the bits of b. */
  select: (a: V128, b: V128, mask: V128): V128 => expression('v128', a.code, b.code, mask.code, 0xfd, 0x52),
  anyTrue: (a: V128): I32 => expression('i32', a.code, 0xfd, 0x53),
  /** Sixteen of the bytes of a (0 … 15) and b (16 … 31), by constant indices. */
  shuffle: (a: V128, b: V128, bytes: readonly number[]): V128 =>
    expression('v128', a.code, b.code, 0xfd, 0x0d, [...bytes]),
  /** Bytes of a, by the indices in b. */
  swizzle: binary(0x0e),
}

/** Four float32 lanes. */
export const f32x4: Readonly<
  Record<
    'add' | 'sub' | 'mul' | 'div' | 'max' | 'atMost' | 'atLeast' | 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge',
    Binary
  > &
    Record<'abs' | 'neg' | 'sqrt' | 'convertI32S' | 'convertI32U' | 'demoteF64Zero', Unary> & {
      const: (value: number) => V128
      splat: (a: F32) => V128
      lane: (a: V128, lane: number) => F32
      relaxedMadd: (a: V128, b: V128, c: V128) => V128
    }
> = {
  const: (value: number): V128 => {
    const [word] = new Uint32Array(Float32Array.of(value).buffer) as unknown as [number]
    return v128.const(word, word, word, word)
  },
  splat: splat<'f32'>(0x13),
  lane: (a: V128, lane: number): F32 => expression('f32', a.code, 0xfd, 0x1f, lane),
  add: binary(0xe4),
  sub: binary(0xe5),
  mul: binary(0xe6),
  div: binary(0xe7),
  /** NaN where an operand is NaN. */
  max: binary(0xe9),
  /** b where b < a, else a: one instruction, where `max` takes eight. A NaN in a stays. */
  atMost: binary(0xea),
  /** b where a < b, else a. */
  atLeast: binary(0xeb),
  abs: unary(0xe0),
  neg: unary(0xe1),
  sqrt: unary(0xe3),
  eq: binary(0x41),
  ne: binary(0x42),
  lt: binary(0x43),
  gt: binary(0x44),
  le: binary(0x45),
  ge: binary(0x46),
  convertI32S: unary(0xfa),
  convertI32U: unary(0xfb),
  demoteF64Zero: unary(0x5e),
  /** a·b + c (relaxed SIMD): rounded once or twice, as the processor decides. */
  relaxedMadd: (a: V128, b: V128, c: V128): V128 => expression('v128', a.code, b.code, c.code, 0xfd, unsigned(0x105)),
}

/** Two float64 lanes. */
export const f64x2: Readonly<
  Record<'add' | 'sub' | 'mul' | 'div' | 'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge', Binary> &
    Record<'abs' | 'neg' | 'sqrt' | 'floor' | 'promoteLowF32' | 'convertLowI32S', Unary> & {
      const: (value: number) => V128
      splat: (a: F64) => V128
      lane: (a: V128, lane: number) => F64
    }
> = {
  const: (value: number): V128 => {
    const [low, high] = new Uint32Array(Float64Array.of(value).buffer) as unknown as [number, number]
    return v128.const(low, high, low, high)
  },
  splat: splat<'f64'>(0x14),
  lane: (a: V128, lane: number): F64 => expression('f64', a.code, 0xfd, 0x21, lane),
  add: binary(0xf0),
  sub: binary(0xf1),
  mul: binary(0xf2),
  div: binary(0xf3),
  abs: unary(0xec),
  neg: unary(0xed),
  sqrt: unary(0xef),
  floor: unary(0x75),
  eq: binary(0x47),
  ne: binary(0x48),
  lt: binary(0x49),
  gt: binary(0x4a),
  le: binary(0x4b),
  ge: binary(0x4c),
  promoteLowF32: unary(0x5f),
  convertLowI32S: unary(0xfe),
}

/** Four 32-bit integer lanes. */
export const i32x4: Readonly<
  Record<'add' | 'sub' | 'mul' | 'eq' | 'ne' | 'ltS' | 'ltU' | 'gtS' | 'gtU' | 'minS' | 'maxS', Binary> &
    Record<'truncSatF32S' | 'truncSatF64ZeroS' | 'extendLowI16S' | 'extendHighI16S', Unary> &
    Record<'shl' | 'shrS' | 'shrU', Shift> & {
      const: (value: number) => V128
      splat: (a: I32) => V128
      lane: (a: V128, lane: number) => I32
      bitmask: (a: V128) => I32
    }
> = {
  const: (value: number): V128 => v128.const(value, value, value, value),
  splat: splat<'i32'>(0x11),
  lane: (a: V128, lane: number): I32 => expression('i32', a.code, 0xfd, 0x1b, lane),
  add: binary(0xae),
  sub: binary(0xb1),
  mul: binary(0xb5),
  shl: shift(0xab),
  shrS: shift(0xac),
  shrU: shift(0xad),
  eq: binary(0x37),
  ne: binary(0x38),
  ltS: binary(0x39),
  ltU: binary(0x3a),
  gtS: binary(0x3b),
  gtU: binary(0x3c),
  minS: binary(0xb6),
  maxS: binary(0xb8),
  bitmask: (a: V128): I32 => expression('i32', a.code, 0xfd, unsigned(0xa4)),
  extendLowI16S: unary(0xa7),
  extendHighI16S: unary(0xa8),
  truncSatF32S: unary(0xf8),
  truncSatF64ZeroS: unary(0xfc),
}

/** Two 64-bit integer lanes. */
export const i64x2: Readonly<
  Record<'add' | 'sub', Binary> &
    Record<'extendLowI32S', Unary> &
    Record<'shl' | 'shrU', Shift> & { const: (value: bigint) => V128; splat: (a: I64) => V128 }
> = {
  const: (value: bigint): V128 => {
    const [low, high] = [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))]
    return v128.const(low, high, low, high)
  },
  splat: splat<'i64'>(0x12),
  add: binary(0xce),
  sub: binary(0xd1),
  shl: shift(0xcb),
  shrU: shift(0xcd),
  extendLowI32S: unary(0xc7),
}

/** Eight 16-bit integer lanes. */
export const i16x8: Readonly<
  Record<'eq' | 'mul' | 'narrowI32S', Binary> &
    Record<'extendLowI8S' | 'extendHighI8S', Unary> &
    Record<'shl' | 'shrU', Shift>
> = {
  eq: binary(0x2d),
  mul: binary(0x95),
  shl: shift(0x8b),
  shrU: shift(0x8d),
  narrowI32S: binary(0x85),
  extendLowI8S: unary(0x87),
  extendHighI8S: unary(0x88),
}

/** Sixteen bytes as integer lanes. */
export const i8x16: Readonly<Record<'add' | 'sub' | 'eq' | 'ne' | 'gtU' | 'narrowI16S', Binary>> = {
  add: binary(0x6e),
  sub: binary(0x71),
  eq: binary(0x23),
  ne: binary(0x24),
  gtU: binary(0x28),
  narrowI16S: binary(0x65),
}
