import { fillUniform, foldIn, type Key } from '@thinned/rng'
import type { DType, Shape, TypedArray } from '@thinned/tensor'

/** An argument of a kernel instead of a tensor: some elements of an array. */
export interface Operand {
  readonly values: TypedArray
  readonly dtype: DType
  readonly shape: Shape
  readonly strides: readonly number[]
  readonly offset: number
}

/** The arguments of a kernel, with operands in place of views; the first is the output. */
export type Arguments = readonly (Operand | unknown)[]
/** One random call of a kernel. */
export type Case = (draw: Draw) => Arguments

const special = [0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 1e-40, -1e-45, 3e38, -3e38, 0.5, 88, -104]

/** After so many numbers a draw repeats. */
const NUMBERS = 1 << 16
/** So many of them are drawn at once: most draws need few. */
const BLOCK = 1 << 11

/** Random choices that follow from a key. */
export class Draw {
  readonly #key: Key
  readonly #numbers = new Float32Array(NUMBERS)
  #drawn = 0
  #index = 0

  constructor(key: Key) {
    this.#key = foldIn(key, 'choices')
  }

  /** In [0, 1). */
  number(): number {
    const index = this.#index++ % NUMBERS
    if (index === this.#drawn) {
      this.#drawn += BLOCK
      fillUniform(this.#key, this.#numbers.subarray(index, this.#drawn), index)
    }
    return this.#numbers[index]!
  }

  /** An integer from low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.number() * (high - low + 1))
  }

  pick<T>(options: readonly T[]): T {
    return options[this.integer(0, options.length - 1)]!
  }

  key(): Key {
    return [this.integer(0, 0xffff) * 65537, this.integer(0, 0xffff) * 65521] as unknown as Key
  }

  /** An extent: often near a multiple of what kernels work on at once. */
  extent(high = 300): number {
    const size = this.pick([1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 128, 129, 300])
    return Math.min(size, high)
  }

  shape(rank: number = this.integer(0, 4)): number[] {
    const shape = Array.from({ length: rank }, () => this.extent(rank > 2 ? 9 : rank === 2 ? 130 : 5000))
    if (rank === 1 && this.number() < 0.2) shape[0] = this.pick([4095, 4096, 4097, 20_000])
    if (rank > 0 && this.number() < 0.05) shape[this.integer(0, rank - 1)] = 0
    return shape
  }

  /** Values of a dtype: floats around 0, some of them special, a share of them exactly 0. */
  values(
    dtype: DType,
    length: number,
    { low = -4, high = 4, zeros = 0, strange = 0 }: ValueOptions = {},
  ): Float32Array | Int32Array | Uint8Array {
    const value = (): number => {
      if (this.number() < zeros) return 0
      if (this.number() < strange) return this.pick(special)
      return low + (high - low) * this.number()
    }
    if (dtype === 'uint8') return filled(new Uint8Array(length), () => this.integer(0, 2))
    if (dtype === 'int32') return filled(new Int32Array(length), () => this.integer(-50, 50))
    return filled(new Float32Array(length), value)
  }

  /** An operand of a shape: dense, transposed, sliced, or, on request, broadcast from fewer elements. */
  operand(dtype: DType, shape: Shape, options: ValueOptions & { readonly broadcast?: boolean } = {}): Operand {
    const kept = shape.map((extent) => (options.broadcast && this.number() < 0.25 ? 1 : extent))
    const padded = kept.map((extent) => extent + (this.number() < 0.2 ? this.integer(1, 3) : 0))
    const order = kept.map((_, axis) => axis)
    if (this.number() < 0.4) order.reverse()
    const strides = new Array<number>(shape.length).fill(0)
    let length = 1
    for (const axis of [...order].reverse()) {
      strides[axis] = length
      length *= padded[axis]!
    }
    const skipped = kept.map((extent, axis) => this.integer(0, padded[axis]! - extent))
    const offset = skipped.reduce((sum, skip, axis) => sum + skip * strides[axis]!, 0)
    return {
      values: this.values(dtype, length, options),
      dtype,
      shape,
      strides: strides.map((stride, axis) => (kept[axis] === 1 && shape[axis] !== 1 ? 0 : stride)),
      offset: kept.includes(0) ? 0 : offset,
    }
  }

  /** A dense output, full of old values. */
  output(dtype: DType, shape: Shape): Operand {
    const length = shape.reduce((product, extent) => product * extent, 1)
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1))
    return { values: this.values(dtype, length, { low: 100, high: 200 }), dtype, shape, strides, offset: 0 }
  }
}

/** `from({ length }, value)`, many times as fast. */
function filled<A extends TypedArray>(array: A, value: () => number): A {
  for (let i = 0; i < array.length; i++) array[i] = value()
  return array
}

export interface ValueOptions {
  readonly low?: number
  readonly high?: number
  /** The share of exact zeros. */
  readonly zeros?: number
  /** The share of ±0, ±Infinity, NaN, subnormals, huge numbers. */
  readonly strange?: number
}
