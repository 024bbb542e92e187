import { formatValue, onlyOptions } from '@thinned/schema'
import { GradientNode, GraphNode } from './autograd/graph-node.ts'
import type { Backend } from './backend.ts'
import { checkCreated } from './create-options.ts'
import { type DType, dtypeOf, isFloat, newArray, type TypedArray } from './dtype.ts'
import { reclaim } from './memory/reclaim.ts'
import { checkTensor } from './op-kit/check-tensor.ts'
import { reference } from './reference/backend.ts'
import { checkShape, formatShape, type Shape, sizeOf } from './shape.ts'
import { allocate, filled, type Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/** Numbers, nested to any depth. All lists of one depth have one length. */
export type NestedNumbers = number | readonly NestedNumbers[]

export interface BackendOption {
  /** The tensor's backend. Default: the reference backend. */
  readonly backend?: Backend
}

export interface CreateOptions extends BackendOption {
  /** Default: the dtype of a typed array, else float32. */
  readonly dtype?: DType
  /** Whether `backward` can give its gradient (floats only). Default false. */
  readonly requiresGrad?: boolean
}

const created = ['backend', 'dtype', 'requiresGrad'] as const
const checkTensorNames = onlyOptions('tensor', TensorError, ['shape', ...created])
const checkFullNames = onlyOptions('full', TensorError, created)
const checkZerosNames = onlyOptions('zeros', TensorError, created)
const checkOnesNames = onlyOptions('ones', TensorError, created)
const checkArangeNames = onlyOptions('arange', TensorError, created)

/**
 * A tensor of nested numbers, whose nesting gives the shape, or of a typed array with a `shape` (default: one axis). Copies the values and
 * converts them as assignment to the typed array of the dtype does.
 *
 * @throws {TensorError} where values are no numbers, or do not fill the shape.
 *
 * @example
 * ```ts
 * import { tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2], [3, 4]])
 * console.log(x.shape, x.dtype) // [ 2, 2 ] float32
 * console.log(tensor(Int32Array.of(1, 2, 3, 4), { shape: [4, 1] }).toString()) // Tensor int32 [4, 1] on reference
 * ```
 */
export function tensor(
  values: NestedNumbers | TypedArray,
  options: CreateOptions & { readonly shape?: Shape } = {},
): Tensor {
  checkTensorNames(options)
  checkCreated('tensor', options)
  if (options.shape !== undefined) checkShape(options.shape)
  const arrayDType = dtypeOf(values)
  const nested = arrayDType ? checkAttached(values as TypedArray) : flattenNested(values as NestedNumbers)
  const { flat } = nested
  const shape = options.shape ?? nested.shape
  if (flat.length !== sizeOf(shape)) {
    throw new TensorError(
      `The shape ${formatShape(shape)} has ${sizeOf(shape)} elements, but ${flat.length} values were given.`,
    )
  }
  const dtype = options.dtype ?? arrayDType ?? 'float32'
  const x = allocate(options.backend ?? reference, dtype, [...shape])
  x.backend.write(x.buffer.storage, dtype === arrayDType ? (flat as TypedArray) : converted(flat, dtype))
  return options.requiresGrad ? requireGrad(x) : x
}

function converted(flat: ArrayLike<number>, dtype: DType): TypedArray {
  const data = newArray(dtype, flat.length)
  data.set(flat)
  if (!isFloat(dtype)) checkHeld('tensor', dtype, flat, data)
  return data
}

/** Refuses numbers that an array of integers does not hold as they are: NaN would be 0, 1.5 would be 1, and 300 as uint8 44. */
function checkHeld(caller: string, dtype: DType, given: ArrayLike<number>, held: TypedArray): void {
  for (let i = 0; i < given.length; i++)
    if (given[i] !== held[i])
      throw new TensorError(
        `${caller} was given ${given[i]} at ${i}, which ${dtype} does not hold. Make a float32 tensor, or round the numbers first.`,
      )
}

/**
 * A tensor whose elements are all `value`.
 *
 * @example
 * ```ts
 * import { full } from '@thinned/tensor'
 *
 * console.log(full([3], 0.5).readSync()) // Float32Array(3) [ 0.5, 0.5, 0.5 ]
 * ```
 */
export function full(shape: Shape, value: number, options: CreateOptions = {}): Tensor {
  checkFullNames(options)
  if (typeof value !== 'number')
    throw new TensorError(`full was given the value ${formatValue(value)}; it takes a number.`)
  return fullOf('full', shape, value, options)
}

function fullOf(caller: string, shape: Shape, value: number, options: CreateOptions): Tensor {
  checkCreated(caller, options)
  checkShape(shape)
  const { dtype = 'float32', backend = reference } = options
  if (!isFloat(dtype)) checkHeld(caller, dtype, [value], newArray(dtype, 1).fill(value))
  const x = filled([...shape], value, dtype, backend)
  return options.requiresGrad ? requireGrad(x) : x
}

/**
 * A tensor of zeros.
 *
 * @example
 * ```ts
 * import { zeros } from '@thinned/tensor'
 *
 * console.log(zeros([2], { dtype: 'float64' }).readSync()) // Float64Array(2) [ 0, 0 ]
 * ```
 */
export function zeros(shape: Shape, options: CreateOptions = {}): Tensor {
  checkZerosNames(options)
  return fullOf('zeros', shape, 0, options)
}

/**
 * A tensor of ones.
 *
 * @example
 * ```ts
 * import { ones } from '@thinned/tensor'
 *
 * console.log(ones([2, 3], { requiresGrad: true }).toString()) // Tensor float32 [2, 3] on reference
 * ```
 */
export function ones(shape: Shape, options: CreateOptions = {}): Tensor {
  checkOnesNames(options)
  return fullOf('ones', shape, 1, options)
}

/** The most numbers 0, 1, … that a dtype holds exactly. */
const COUNTED: Record<DType, number> = {
  uint8: 256,
  int32: 0x80000000,
  float32: 0x1000001,
  float64: 0x20000000000000,
}

/**
 * 0, 1, …, length − 1, in int32 by default.
 *
 * @throws {TensorError} where the length is no integer from 0, or the dtype does not hold all of the numbers: uint8 ends at 255, int32 at
 * 2^31 − 1, float32 at 2^24.
 *
 * @example
 * ```ts
 * import { arange } from '@thinned/tensor'
 *
 * console.log(arange(4).readSync()) // Int32Array(4) [ 0, 1, 2, 3 ]
 * ```
 */
export function arange(length: number, options: CreateOptions = {}): Tensor {
  checkArangeNames(options)
  checkCreated('arange', options)
  const { dtype = 'int32' } = options
  const most = COUNTED[dtype]
  if (!Number.isSafeInteger(length) || length < 0 || length > most)
    throw new TensorError(
      `arange was given the length ${formatValue(length)}; in ${dtype} it takes an integer from 0 to ${most}.`,
    )
  const values = newArray(dtype, length)
  for (let i = 0; i < length; i++) values[i] = i
  return tensor(values, options)
}

/**
 * Makes a tensor without history a leaf of the graph, as a parameter is: `backward` gives its gradient. In place; returns the tensor.
 *
 * @example
 * ```ts
 * import { requireGrad, backward, mul, square, sum, tensor } from '@thinned/tensor'
 *
 * const weight = requireGrad(mul(tensor([1, 2]), 0.1))
 * console.log(backward(sum(square(weight)), weight).readSync()) // Float32Array(2) [ 0.20000000298023224, 0.4000000059604645 ]
 * ```
 */
export function requireGrad(x: Tensor): Tensor {
  checkTensor('requireGrad', x)
  if (!isFloat(x.dtype)) {
    throw new TensorError(`${x} cannot require a gradient; only float32 and float64 can.`)
  }
  if (x.node && !(x.node instanceof GradientNode)) {
    throw new TensorError(`${x} is the result of a recorded operation or a leaf already; a leaf starts a graph.`)
  }
  x.node?.release()
  x.node = new GraphNode('leaf', x.shape, [], [])
  return reclaim(x)
}

/** The elements of a typed array. One whose buffer was transferred, as to a worker, has none, and no sign of it. */
function checkAttached(flat: TypedArray): Flat {
  if (flat.length === 0)
    try {
      new Uint8Array(flat.buffer)
    } catch (cause) {
      throw new TensorError(
        'tensor was given an array whose buffer was transferred to another thread, and which is empty since; give it a copy.',
        { cause },
      )
    }
  return { flat, shape: [flat.length] }
}

interface Flat {
  readonly flat: ArrayLike<number>
  readonly shape: Shape
}

/** Lists in lists to this depth; a list that holds itself is deeper. */
const DEEPEST = 32

function flattenNested(values: NestedNumbers): Flat {
  const shape = nestedShape(values)
  const flat: number[] = []
  const places: number[] = []
  const visit = (value: NestedNumbers): void => {
    if (typeof value === 'number' && places.length === shape.length) flat.push(value)
    else if (Array.isArray(value) && value.length === shape[places.length])
      for (let i = 0; i < value.length; i++) {
        places.push(i)
        visit(value[i])
        places.pop()
      }
    else
      throw new TensorError(
        `The nested values are not an array of shape ${formatShape(shape)}, which the first entries announce: see values${places.map((i) => `[${i}]`).join('')}. Lists at one depth have one length and hold only numbers at the last.`,
      )
  }
  visit(values)
  return { flat, shape }
}

/** The shape that the first entries announce. */
function nestedShape(values: NestedNumbers): number[] {
  const shape: number[] = []
  let level: NestedNumbers | undefined = values
  for (; Array.isArray(level); level = level[0]) {
    shape.push(level.length)
    if (shape.length > DEEPEST)
      throw new TensorError(
        `tensor was given lists in lists, more than ${DEEPEST} deep. A list that holds itself has no end.`,
      )
  }
  if (typeof level === 'number' || (level === undefined && shape.at(-1) === 0)) return shape
  throw new TensorError(
    `tensor was given ${shape.length === 0 ? '' : 'a list with '}${formatValue(level)}; it takes numbers, lists of numbers, Float32Array, Float64Array, Int32Array and Uint8Array.`,
  )
}
