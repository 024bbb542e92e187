import { GradientNode, GraphNode } from './autograd/graph-node.ts'
import type { Backend } from './backend.ts'
import { dispatch } from './dispatch.ts'
import { type DType, dtypeOf, isFloat, newArray, type TypedArray } from './dtype.ts'
import { reference } from './reference/backend.ts'
import { checkShape, formatShape, type Shape, sizeOf } from './shape.ts'
import { allocate, type Tensor } from './tensor.ts'
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

/**
 * A tensor of nested numbers, whose nesting gives the shape, or of a typed array with a `shape` (default: one axis). Copies the values and
 * converts them as assignment to the typed array of the dtype does.
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
  const arrayDType = dtypeOf(values)
  const shape = options.shape ?? (arrayDType ? [(values as TypedArray).length] : nestedShape(values as NestedNumbers))
  checkShape(shape)
  const flat: ArrayLike<number> = arrayDType
    ? (values as TypedArray)
    : flatten(values as NestedNumbers, nestedShape(values as NestedNumbers))
  if (flat.length !== sizeOf(shape)) {
    throw new TensorError(
      `The shape ${formatShape(shape)} has ${sizeOf(shape)} elements, but ${flat.length} values were given.`,
    )
  }
  const dtype = options.dtype ?? arrayDType ?? 'float32'
  const x = allocate(options.backend ?? reference, dtype, [...shape])
  const data = newArray(dtype, flat.length)
  data.set(flat)
  x.backend.write(x.buffer.storage, data)
  return options.requiresGrad ? requireGrad(x) : x
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
  const x = allocate(options.backend ?? reference, options.dtype ?? 'float32', [...shape])
  dispatch(x.backend, 'fill', x.view, value)
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
 * 0, 1, …, length − 1, in int32 by default.
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
export function requireGrad(x: Tensor): Tensor {
  if (!isFloat(x.dtype)) {
    throw new TensorError(`${x} cannot require a gradient; only float32 and float64 can.`)
  }
  if (x.node && !(x.node instanceof GradientNode)) {
    throw new TensorError(`${x} is the result of a recorded operation or a leaf already; a leaf starts a graph.`)
  }
  x.node?.release()
  x.node = new GraphNode('leaf', x.shape, [], [])
  return x
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
      if (depth !== shape.length) throw raggedError(path, shape)
      flat.push(value)
    } else if (Array.isArray(value) && value.length === shape[depth]) {
      value.forEach((item, i) => {
        visit(item, depth + 1, `${path}[${i}]`)
      })
    } else {
      throw raggedError(path, shape)
    }
  }
  visit(values, 0, 'values')
  return flat
}

function raggedError(path: string, shape: Shape): TensorError {
  return new TensorError(
    `The nested values are not an array of shape ${formatShape(shape)}, which the first entries announce: see ${path}. Lists at one depth have one length and hold only numbers at the last.`,
  )
}
