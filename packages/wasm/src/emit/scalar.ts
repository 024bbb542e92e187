import {
  type Code,
  type Expression,
  expression,
  type F32,
  type F64,
  type I32,
  type I64,
  signed,
  signed32,
  type Type,
} from './code.ts'

type Binary<In extends Type, Out extends Type = In> = (a: Expression<In>, b: Expression<In>) => Expression<Out>
type Unary<In extends Type, Out extends Type = In> = (a: Expression<In>) => Expression<Out>

const binary =
  <In extends Type, Out extends Type = In>(type: Out, opcode: number): Binary<In, Out> =>
  (a, b) =>
    expression(type, a.code, b.code, opcode)
const unary =
  <In extends Type, Out extends Type = In>(type: Out, ...opcode: Code): Unary<In, Out> =>
  (a) =>
    expression(type, a.code, ...opcode)

/** 32-bit integers. Comparisons give 0 or 1. */
export const i32: Readonly<
  Record<
    | 'add'
    | 'sub'
    | 'mul'
    | 'divU'
    | 'remU'
    | 'and'
    | 'or'
    | 'xor'
    | 'shl'
    | 'shrS'
    | 'shrU'
    | 'rotl'
    | 'eq'
    | 'ne'
    | 'ltS'
    | 'ltU'
    | 'gtS'
    | 'gtU'
    | 'leS'
    | 'leU'
    | 'geS'
    | 'geU',
    Binary<'i32'>
  > &
    Record<'eqz' | 'popcnt', Unary<'i32'>> & {
      const: (value: number) => I32
      wrap: Unary<'i64', 'i32'>
      truncF64: Unary<'f64', 'i32'>
      truncSatF32: Unary<'f32', 'i32'>
      truncSatF64: Unary<'f64', 'i32'>
      reinterpretF32: Unary<'f32', 'i32'>
    }
> = {
  const: (value: number): I32 => expression('i32', 0x41, signed32(value)),
  add: binary<'i32'>('i32', 0x6a),
  sub: binary<'i32'>('i32', 0x6b),
  mul: binary<'i32'>('i32', 0x6c),
  divU: binary<'i32'>('i32', 0x6e),
  remU: binary<'i32'>('i32', 0x70),
  and: binary<'i32'>('i32', 0x71),
  or: binary<'i32'>('i32', 0x72),
  xor: binary<'i32'>('i32', 0x73),
  shl: binary<'i32'>('i32', 0x74),
  shrS: binary<'i32'>('i32', 0x75),
  shrU: binary<'i32'>('i32', 0x76),
  rotl: binary<'i32'>('i32', 0x77),
  eqz: unary<'i32'>('i32', 0x45),
  eq: binary<'i32'>('i32', 0x46),
  ne: binary<'i32'>('i32', 0x47),
  ltS: binary<'i32'>('i32', 0x48),
  ltU: binary<'i32'>('i32', 0x49),
  gtS: binary<'i32'>('i32', 0x4a),
  gtU: binary<'i32'>('i32', 0x4b),
  leS: binary<'i32'>('i32', 0x4c),
  leU: binary<'i32'>('i32', 0x4d),
  geS: binary<'i32'>('i32', 0x4e),
  geU: binary<'i32'>('i32', 0x4f),
  popcnt: unary<'i32'>('i32', 0x69),
  wrap: unary<'i64', 'i32'>('i32', 0xa7),
  truncF64: unary<'f64', 'i32'>('i32', 0xaa),
  truncSatF32: unary<'f32', 'i32'>('i32', 0xfc, 0x00),
  truncSatF64: unary<'f64', 'i32'>('i32', 0xfc, 0x02),
  reinterpretF32: unary<'f32', 'i32'>('i32', 0xbc),
}

/** 64-bit integers. */
export const i64: Readonly<
  Record<'add' | 'sub' | 'mul' | 'and' | 'or' | 'shl' | 'shrS' | 'shrU', Binary<'i64'>> &
    Record<'eq' | 'gtS', Binary<'i64', 'i32'>> & {
      const: (value: bigint) => I64
      extendS: Unary<'i32', 'i64'>
      extendU: Unary<'i32', 'i64'>
      truncSatF32: Unary<'f32', 'i64'>
      reinterpretF64: Unary<'f64', 'i64'>
    }
> = {
  const: (value: bigint): I64 => expression('i64', 0x42, signed(BigInt.asIntN(64, value))),
  add: binary<'i64'>('i64', 0x7c),
  sub: binary<'i64'>('i64', 0x7d),
  mul: binary<'i64'>('i64', 0x7e),
  and: binary<'i64'>('i64', 0x83),
  or: binary<'i64'>('i64', 0x84),
  shl: binary<'i64'>('i64', 0x86),
  shrS: binary<'i64'>('i64', 0x87),
  shrU: binary<'i64'>('i64', 0x88),
  eq: binary<'i64', 'i32'>('i32', 0x51),
  gtS: binary<'i64', 'i32'>('i32', 0x55),
  extendS: unary<'i32', 'i64'>('i64', 0xac),
  extendU: unary<'i32', 'i64'>('i64', 0xad),
  truncSatF32: unary<'f32', 'i64'>('i64', 0xfc, 0x04),
  reinterpretF64: unary<'f64', 'i64'>('i64', 0xbd),
}

function floatBytes(value: number): Code {
  return [...new Uint8Array(Float32Array.of(value).buffer)]
}

/** 32-bit floats. Comparisons give 0 or 1 (i32). */
export const f32: Readonly<
  Record<'add' | 'sub' | 'mul' | 'div' | 'min' | 'max', Binary<'f32'>> &
    Record<'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge', Binary<'f32', 'i32'>> &
    Record<'sqrt' | 'abs' | 'neg', Unary<'f32'>> & {
      const: (value: number) => F32
      demote: Unary<'f64', 'f32'>
      convertI32S: Unary<'i32', 'f32'>
      convertI32U: Unary<'i32', 'f32'>
      reinterpretI32: Unary<'i32', 'f32'>
    }
> = {
  const: (value: number): F32 => expression('f32', 0x43, floatBytes(value)),
  add: binary<'f32'>('f32', 0x92),
  sub: binary<'f32'>('f32', 0x93),
  mul: binary<'f32'>('f32', 0x94),
  div: binary<'f32'>('f32', 0x95),
  min: binary<'f32'>('f32', 0x96),
  max: binary<'f32'>('f32', 0x97),
  sqrt: unary<'f32'>('f32', 0x91),
  abs: unary<'f32'>('f32', 0x8b),
  neg: unary<'f32'>('f32', 0x8c),
  eq: binary<'f32', 'i32'>('i32', 0x5b),
  ne: binary<'f32', 'i32'>('i32', 0x5c),
  lt: binary<'f32', 'i32'>('i32', 0x5d),
  gt: binary<'f32', 'i32'>('i32', 0x5e),
  le: binary<'f32', 'i32'>('i32', 0x5f),
  ge: binary<'f32', 'i32'>('i32', 0x60),
  demote: unary<'f64', 'f32'>('f32', 0xb6),
  convertI32S: unary<'i32', 'f32'>('f32', 0xb2),
  convertI32U: unary<'i32', 'f32'>('f32', 0xb3),
  reinterpretI32: unary<'i32', 'f32'>('f32', 0xbe),
}

/** 64-bit floats. Comparisons give 0 or 1 (i32). */
export const f64: Readonly<
  Record<'add' | 'sub' | 'mul' | 'div', Binary<'f64'>> &
    Record<'eq' | 'ne' | 'lt' | 'gt' | 'le' | 'ge', Binary<'f64', 'i32'>> &
    Record<'sqrt' | 'abs' | 'neg' | 'floor' | 'trunc', Unary<'f64'>> & {
      const: (value: number) => F64
      promote: Unary<'f32', 'f64'>
      convertI32S: Unary<'i32', 'f64'>
      convertI32U: Unary<'i32', 'f64'>
      reinterpretI64: Unary<'i64', 'f64'>
    }
> = {
  const: (value: number): F64 => expression('f64', 0x44, [...new Uint8Array(Float64Array.of(value).buffer)]),
  add: binary<'f64'>('f64', 0xa0),
  sub: binary<'f64'>('f64', 0xa1),
  mul: binary<'f64'>('f64', 0xa2),
  div: binary<'f64'>('f64', 0xa3),
  sqrt: unary<'f64'>('f64', 0x9f),
  abs: unary<'f64'>('f64', 0x99),
  neg: unary<'f64'>('f64', 0x9a),
  floor: unary<'f64'>('f64', 0x9c),
  trunc: unary<'f64'>('f64', 0x9d),
  eq: binary<'f64', 'i32'>('i32', 0x61),
  ne: binary<'f64', 'i32'>('i32', 0x62),
  lt: binary<'f64', 'i32'>('i32', 0x63),
  gt: binary<'f64', 'i32'>('i32', 0x64),
  le: binary<'f64', 'i32'>('i32', 0x65),
  ge: binary<'f64', 'i32'>('i32', 0x66),
  promote: unary<'f32', 'f64'>('f64', 0xbb),
  convertI32S: unary<'i32', 'f64'>('f64', 0xb7),
  convertI32U: unary<'i32', 'f64'>('f64', 0xb8),
  reinterpretI64: unary<'i64', 'f64'>('f64', 0xbf),
}

/** The smaller of two unsigned integers. */
export function minU(a: I32, b: I32): I32 {
  return expression('i32', a.code, b.code, i32.ltU(a, b).code, 0x1b)
}
