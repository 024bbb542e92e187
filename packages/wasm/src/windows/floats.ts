import type { Expression, F32, I32, Statement } from '../emit/code.ts'
import { choose, increase, type Local, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4, v128 } from '../emit/vector.ts'

type Binary<T extends 'v128' | 'f32'> = (a: Expression<T>, b: Expression<T>) => Expression<T>

/** Operations on four floats in a vector, or on one float: code that is written with them is emitted for both. */
export interface Floats<T extends 'v128' | 'f32'> {
  readonly type: T
  /** The number of floats: 4 or 1. */
  readonly width: number
  readonly load: (address: I32, offset?: number) => Expression<T>
  readonly store: (address: I32, value: Expression<T>, offset?: number) => Statement
  readonly const: (value: number) => Expression<T>
  readonly splat: (value: F32) => Expression<T>
  readonly add: Binary<T>
  readonly mul: Binary<T>
  readonly div: Binary<T>
  readonly max: Binary<T>
  /** max(x, +0); NaN where x is NaN. */
  readonly relu: (x: Local<T>) => Expression<T>
}

const four: Floats<'v128'> = {
  ...f32x4,
  type: 'v128',
  width: 4,
  load: loads.v128,
  store: stores.v128,
  relu: (x) => v128.andNot(x, f32x4.le(x, f32x4.const(0))),
}
const one: Floats<'f32'> = {
  ...f32,
  type: 'f32',
  width: 1,
  load: loads.f32,
  store: stores.f32,
  splat: (value) => value,
  relu: (x) => choose(f32.le(x, f32.const(0)), f32.const(0), x),
}

/** Vectors in a wide block: their operations overlap. */
const WIDE_BLOCK = 4

/**
 * Emits a loop over floats in blocks: 16 floats in four vectors, then four floats, then single floats. `i` counts the floats that are done.
 * `vectors` is the number of vectors (or floats) of a block; variables of `write` stay in registers for the block.
 */
export function eachBlock(
  i: Local<'i32'>,
  floats: I32,
  write: <T extends 'v128' | 'f32'>(floats: Floats<T>, vectors: number) => readonly Statement[],
): Statement[] {
  const blocks = <T extends 'v128' | 'f32'>(kind: Floats<T>, vectors: number): Statement => {
    const size = kind.width * vectors
    return loopWhile(i32.leU(i32.add(i, i32.const(size)), floats), ...write(kind, vectors), increase(i, size))
  }
  return [set(i, i32.const(0)), blocks(four, WIDE_BLOCK), blocks(four, 1), blocks(one, 1)]
}
