import type { DType } from '@thinned/tensor'
import type { Expression, F32, I32, Statement } from '../emit/code.ts'
import { choose } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { f32, i32, i64 } from '../emit/scalar.ts'

/** The dtypes of this backend. */
export const wasmDTypes = ['float32', 'int32', 'uint8'] as const
export type WasmDType = (typeof wasmDTypes)[number] & DType

type Value = Expression<'f32'> | Expression<'i32'>

export function loadElement(dtype: WasmDType, address: I32): Value {
  if (dtype === 'float32') return loads.f32(address)
  return dtype === 'int32' ? loads.i32(address) : loads.u8(address)
}

/** Stores a value, converted as assignment to a typed array does. */
export function storeElement(dtype: WasmDType, address: I32, value: Value): Statement {
  if (dtype === 'float32') return stores.f32(address, value.type === 'f32' ? value : f32.convertI32S(value))
  const integer = value.type === 'f32' ? moduloOf(value) : value
  return dtype === 'int32' ? stores.i32(address, integer) : stores.u8(address, integer)
}

/** 2^63 */
const LIMIT: number = 65536 * 65536 * 65536 * 32768

/** The integer part modulo 2^32. It is 0 for NaN and infinities, and from 2^63 on, where every float32 is a multiple of 2^32. */
function moduloOf(value: F32): I32 {
  return choose(f32.lt(f32.abs(value), f32.const(LIMIT)), i32.wrap(i64.truncSatF32(value)), i32.const(0))
}
