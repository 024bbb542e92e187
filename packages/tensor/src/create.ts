import { GradientNode } from './autograd/gradient-node.ts'
import { GraphNode } from './autograd/graph-node.ts'
import type { Backend } from './backend.ts'
import { dispatch } from './dispatch.ts'
import { type DType, dtypeOf, isFloat, newArray, type TypedArray } from './dtype.ts'
import { reference } from './reference/backend.ts'
import { checkShape, formatShape, type Shape, sizeOf } from './shape.ts'
import { allocate, type Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/** Numbers, nested to any depth, every list at one depth of one length. */
export type NestedNumbers = number | readonly NestedNumbers[]

export interface BackendOption {
  /** Where the tensor lives. Default: the reference backend. */
  readonly backend?: Backend
}

export interface CreateOptions extends BackendOption {
  /** Default: the dtype of a typed array, else float32. */
  readonly dtype?: DType
  /** Whether `backward` may ask for its gradient (floats only). Default false. */
  readonly requiresGrad?: boolean
}

/**
 * A tensor from nested numbers (their nesting is the shape), or from a typed array with a `shape` (default: one axis).
 * Values are copied, and converted as assignment to the typed array of the dtype does.
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
  const given = dtypeOf(values)
  const shape = options.shape ?? (given ? [(values as TypedArray).length] : nestedShape(values as NestedNumbers))
  checkShape(shape)
  const flat: ArrayLike<number> = given
    ? (values as TypedArray)
    : flatten(values as NestedNumbers, nestedShape(values as NestedNumbers))
  if (flat.length !== sizeOf(shape)) {
    throw new TensorError(
      `The shape ${formatShape(shape)} has ${sizeOf(shape)} elements, but ${flat.length} values were given.`,
    )
  }
  const dtype = options.dtype ?? given ?? 'float32'
  const made = allocate(options.backend ?? reference, dtype, [...shape])
  const data = newArray(dtype, flat.length)
  data.set(flat)
  made.backend.write(made.buffer.storage, data)
  return options.requiresGrad ? requireGrad(made) : made
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
  checkShape(shape)
  const made = allocate(options.backend ?? reference, options.dtype ?? 'float32', [...shape])
  dispatch(made.backend, 'fill', made.view, value)
  return options.requiresGrad ? requireGrad(made) : made
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
  return full(shape, 0, options)
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
  return full(shape, 1, options)
}

/**
 * 0, 1, …, length − 1; int32 unless told otherwise.
 *
 * @example
 * ```ts
 * import { arange } from '@thinned/tensor'
 *
 * console.log(arange(4).readSync()) // Int32Array(4) [ 0, 1, 2, 3 ]
 * ```
 */
export function arange(length: number, options: CreateOptions = {}): Tensor {
  const values = newArray(options.dtype ?? 'int32', length)
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
export function requireGrad(made: Tensor): Tensor {
  if (!isFloat(made.dtype)) {
    throw new TensorError(`${made} cannot require a gradient; only float32 and float64 can.`)
  }
  if (made.node && !(made.node instanceof GradientNode)) {
    throw new TensorError(`${made} is the result of a recorded operation or a leaf already; a leaf starts a graph.`)
  }
  made.node?.release()
  made.node = new GraphNode('leaf', made.shape, [], [])
  return made
}

function nestedShape(values: NestedNumbers): number[] {
  const shape: number[] = []
  for (let level: NestedNumbers | undefined = values; typeof level === 'object'; level = level[0])
    shape.push(level.length)
  return shape
}

function flatten(values: NestedNumbers, shape: Shape): number[] {
  const flat: number[] = []
  const visit = (value: NestedNumbers, depth: number, path: string): void => {
    if (typeof value === 'number') {
      if (depth !== shape.length) throw ragged(path, shape)
      flat.push(value)
    } else if (Array.isArray(value) && value.length === shape[depth]) {
      value.forEach((item, at) => {
        visit(item, depth + 1, `${path}[${at}]`)
      })
    } else {
      throw ragged(path, shape)
    }
  }
  visit(values, 0, 'values')
  return flat
}

function ragged(path: string, shape: Shape): TensorError {
  return new TensorError(
    `The nested values are not an array of shape ${formatShape(shape)}, which the first entries announce: see ${path}. Lists at one depth have one length and hold only numbers at the last.`,
  )
}
