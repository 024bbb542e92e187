import { isKey, type Key } from '@thinned/rng'
import { formatValue, onlyOptions } from '@thinned/schema'
import type { BackendOption } from './create.ts'
import { checkCreated } from './create-options.ts'
import { dispatch } from './dispatch.ts'
import { scope } from './memory/scope.ts'
import { add, mul } from './ops/arithmetic.ts'
import { greater, where } from './ops/comparisons.ts'
import { reshape } from './ops/reshape.ts'
import { slice } from './ops/slice.ts'
import { reference } from './reference/backend.ts'
import { checkShape, formatShape, type Shape, sizeOf } from './shape.ts'
import { allocate, type Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/** Words of a stream that a kernel draws together. */
const GROUP = 32
/** 2^37: groups are counted in 32 bits. */
const END = 0x20_0000_0000

export interface RandomOptions extends BackendOption {
  /** Default float32. */
  readonly dtype?: 'float32' | 'float64'
  /**
   * The index of the first element in the key's stream, so that a part can be drawn alone; or a list of one for each index of axis 0, at which the
   * elements there begin. All indices are from 0 and below 2^37. Default 0.
   */
  readonly start?: number | readonly number[]
}

const drawn = ['backend', 'dtype', 'start'] as const
const checkUniform = onlyOptions('randomUniform', TensorError, ['low', 'high', ...drawn], {
  minval: 'low',
  maxval: 'high',
  min: 'low',
  max: 'high',
})
const checkNormal = onlyOptions('randomNormal', TensorError, ['mean', 'std', ...drawn], {
  stddev: 'std',
  sigma: 'std',
  mu: 'mean',
  scale: 'std',
})

function checkDraw(caller: string, key: unknown, options: RandomOptions): void {
  if (!isKey(key)) throw new TensorError(`${caller} was given ${formatValue(key)}; it takes a key, such as key(1).`)
  checkCreated(caller, options, ['float32', 'float64'])
}

/**
 * Uniform in [low, high) (default [0, 1)): element i is low + (high − low) · uniform(key)[start + i], 24 bits each, and the number before `high`
 * where that is rounded to it. The bounds are rounded to the dtype.
 *
 * @throws {TensorError} unless low < high, both finite and not further apart than the dtype's largest number.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { randomUniform } from '@thinned/tensor'
 *
 * console.log(randomUniform(key(1), [2]).readSync()) // Float32Array(2) [ 0.7382493019104004, 0.8463491797447205 ]
 * console.log(randomUniform(key(1), [2, 2], { low: -1, high: 1 }).shape) // [ 2, 2 ]
 * ```
 */
export function randomUniform(
  key: Key,
  shape: Shape,
  options: RandomOptions & { low?: number; high?: number } = {},
): Tensor {
  checkUniform(options)
  const { low = 0, high = 1 } = options
  checkDraw('randomUniform', key, options)
  checkShape(shape)
  const isFloat32 = options.dtype !== 'float64'
  const round = isFloat32 ? Math.fround : (value: number) => value
  const isRange =
    typeof low === 'number' && typeof high === 'number' && round(low) < round(high) && round(high - low) < Infinity
  if (sizeOf(shape) > 0 && !isRange)
    throw new TensorError(
      `randomUniform was given the range from ${formatValue(low)} to ${formatValue(high)}; it takes two finite numbers of ${options.dtype ?? 'float32'}, the lower first, no further apart than its largest.`,
    )
  return scope(() => {
    const unit = draw('uniform', key, shape, options)
    if (low === 0 && high === 1) return unit
    const drawn = add(mul(unit, high - low), low)
    return where(greater(round(high), drawn), drawn, numberBefore(round(high), isFloat32))
  })
}

/** The largest float32 or float64 below a finite one. */
function numberBefore(value: number, isFloat32: boolean): number {
  const step = value > 0 ? -1 : 1
  if (isFloat32) {
    const word = new Int32Array(Float32Array.of(value).buffer)
    word[0] = value === 0 ? -0x7fffffff : word[0]! + step
    return new Float32Array(word.buffer)[0]!
  }
  const word = new BigInt64Array(Float64Array.of(value).buffer)
  word[0] = value === 0 ? -0x7fffffffffffffffn : word[0]! + BigInt(step)
  return new Float64Array(word.buffer)[0]!
}

/**
 * Normal with a mean and a standard deviation (default 0 and 1): element i is mean + std · normal(key)[start + i].
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { randomNormal } from '@thinned/tensor'
 *
 * console.log(randomNormal(key(1), [2]).readSync()) // Float32Array(2) [ 0.6379575133323669, 1.0209004878997803 ]
 * ```
 */
export function randomNormal(
  key: Key,
  shape: Shape,
  options: RandomOptions & { mean?: number; std?: number } = {},
): Tensor {
  checkNormal(options)
  const { mean = 0, std = 1 } = options
  checkDraw('randomNormal', key, options)
  if (!Number.isFinite(mean))
    throw new TensorError(`randomNormal was given mean ${formatValue(mean)}; it takes a finite number.`)
  if (!(Number.isFinite(std) && std >= 0))
    throw new TensorError(`randomNormal was given std ${formatValue(std)}; it takes a number from 0.`)
  return scope(() => add(mul(draw('normal', key, shape, options), std), mean))
}

/** Kernels begin at multiples of 32: the elements from there to `start` are drawn and cut off. */
function draw(
  kernel: 'uniform' | 'normal',
  key: Key,
  shape: Shape,
  { dtype = 'float32', backend, start = 0 }: RandomOptions,
): Tensor {
  checkShape(shape)
  const size = sizeOf(shape)
  if (typeof start !== 'number') {
    checkStarts(shape, start)
    const out = allocate(backend ?? reference, dtype, [...shape])
    if (size > 0) dispatch(out.backend, kernel, out.view, key, start)
    return out
  }
  if (!isStart(start, size))
    throw new TensorError(
      `A draw of shape ${formatShape(shape)} was given the start ${formatValue(start)}; it takes an integer from 0, and ends at 2^37 at the latest.`,
    )
  const skipped = start % GROUP
  const out = allocate(backend ?? reference, dtype, skipped === 0 ? [...shape] : [skipped + size])
  dispatch(out.backend, kernel, out.view, key, (start - skipped) / GROUP)
  return skipped === 0 ? out : reshape(slice(out, 0, skipped), shape)
}

function isStart(start: unknown, size: number): boolean {
  return Number.isSafeInteger(start) && (start as number) >= 0 && (start as number) + size <= END
}

function checkStarts(shape: Shape, starts: readonly number[]): void {
  const size = sizeOf(shape.slice(1))
  if (!Array.isArray(starts) || starts.length !== shape[0])
    throw new TensorError(
      `A draw of shape ${formatShape(shape)} was given the start ${formatValue(starts)}; it takes an integer from 0, or a list of one for each index of axis 0.`,
    )
  const wrong = starts.find((start) => !isStart(start, size))
  if (wrong !== undefined)
    throw new TensorError(
      `A draw of shape ${formatShape(shape)} was given the start ${formatValue(wrong)} in a list; each is an integer from 0, and ${size} elements from there end at 2^37 at the latest.`,
    )
}
