import { isKey, type Key, keepThreshold } from '@thinned/rng'
import { formatValue, onlyOptions } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { alias } from '../ops/copy.ts'
import { formatShape, resolveAxes, type Shape } from '../shape.ts'
import { allocate, filled, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/** How a mask is drawn for a tensor. */
export interface MaskOptions {
  readonly key: Key
  /** The probability of keeping, in [0, 1]. */
  readonly keep: number
  /**
   * Where the tensor's rows lie in the full batch, so that a batch can be cut: the row of its first, or a list with the row of each index of axis 0, in
   * any order, also several times. Default 0.
   */
  readonly row?: number | readonly number[]
  /** The axes along which one draw is shared; negative ones count from the end. Default none. */
  readonly sharedAxes?: readonly number[]
  /** The factor of kept values. Default 1/keep; 1 is the mask alone. Not used where nothing is drawn: at keep 1 and 0. */
  readonly scale?: number
}

/** A mask by mask law 1, as kernels take it. No element is stored: each follows from the key and its index. */
export interface MaskSpec {
  readonly key: Key
  /** T = ⌊keep·2^32 + ½⌋, strictly between 0 and 2^32: the two ends draw nothing and never reach a kernel. */
  readonly threshold: number
  /** The factor of kept values: fround(1/keep) in float32, 1/keep in float64. */
  readonly scale: number
  /** The mask's shape: the tensor's, with 1 at each shared axis. */
  readonly shape: Shape
  /**
   * The row of the first element in the full batch, or a list with that of each index of axis 0. 0 where the rank is below 2 or axis 0 is shared.
   */
  readonly row: number | readonly number[]
  /**
   * The keys of several samples in place of `key`. Axis 0, which is not shared, has as many equal parts, those of one sample after those of another,
   * and `row` says the rows of each part.
   */
  readonly keys?: readonly Key[] | undefined
}

/**
 * What mask law 1 asks for: the identity at keep 1, zeros at keep 0, and between them a mask that has to be drawn. `shape` is the mask's:
 * the tensor's, with 1 at each shared axis.
 */
export type MaskPlan =
  | { readonly kind: 'identity' | 'zeros'; readonly shape: Shape }
  | ({ readonly kind: 'drawn' } & MaskSpec)

/**
 * The mask of a tensor by mask law 1. keep 0 gives the kind 'zeros' and keep 1 'identity', also where the threshold rounds to them; these two
 * never read the key.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { planMask } from '@thinned/tensor'
 *
 * const x = { shape: [4, 6], dtype: 'float32' } as const
 * const plan = planMask(x, { key: key(1), keep: 0.5, sharedAxes: [0] })
 * if (plan.kind === 'drawn') console.log(plan.shape, plan.scale) // [ 1, 6 ] 2
 * console.log(planMask(x, { key: key(1), keep: 1 }).kind) // identity
 * ```
 */
export function planMask(x: Pick<Tensor, 'shape' | 'dtype'>, options: MaskOptions): MaskPlan {
  return planMaskOf('planMask', checkPlanMask, x, options)
}

const maskNames = ['keep', 'key', 'row', 'sharedAxes', 'scale'] as const
const otherNames = { p: 'keep', rate: 'keep', drop: 'keep', seed: 'key', noiseShape: 'sharedAxes' }
const checkPlanMask = onlyOptions('planMask', TensorError, maskNames, otherNames)

/** Reads the options of a function that draws a mask. */
export function planMaskAs(caller: string): (x: Tensor, options: MaskOptions) => MaskPlan {
  const checkNames = onlyOptions(caller, TensorError, maskNames, otherNames)
  return (x, options) => planMaskOf(caller, checkNames, x, options)
}

function planMaskOf(
  caller: string,
  checkNames: (options: object) => void,
  x: Pick<Tensor, 'shape' | 'dtype'>,
  options: MaskOptions,
): MaskPlan {
  checkNames(options)
  const { keep, row = 0, sharedAxes = [] } = options
  const threshold = keepThreshold(keep)
  const { scale: factor = 1 / keep } = options
  const rows = checkRows(caller, row)
  if (typeof factor !== 'number' || Number.isNaN(factor))
    throw new TensorError(`${caller} was given scale ${formatValue(factor)}; it takes a number.`)
  const shared = resolveAxes('sharedAxes', sharedAxes, x.shape.length)
  const shape = x.shape.map((extent, axis) => (shared.includes(axis) ? 1 : extent))
  if (threshold === 0) return { kind: 'zeros', shape }
  if (threshold === keepThreshold(1)) return { kind: 'identity', shape }
  // Read once: layers derive the key when it is asked for.
  const { key } = options
  if (!isKey(key)) throw new TensorError(`${caller} was given key ${formatValue(key)}; it takes a key, such as key(1).`)
  const oneRow = x.shape.length < 2 || shared.includes(0)
  const scale = x.dtype === 'float32' ? Math.fround(factor) : factor
  if (!oneRow && typeof rows === 'object' && rows.length !== shape[0])
    throw new TensorError(
      `${caller} was given ${rows.length} rows for ${formatShape(shape)}; a list has one row for each index of axis 0.`,
    )
  return { kind: 'drawn', key, threshold, scale, shape, row: oneRow ? 0 : rows }
}

const isRow = (row: unknown): boolean => Number.isSafeInteger(row) && (row as number) >= 0

/** The rows of options. The gradient needs a list later, so it is one that does not change. */
function checkRows(caller: string, row: unknown): MaskSpec['row'] {
  if (isRow(row)) return row as number
  if (Array.isArray(row) && row.every(isRow)) return Object.isFrozen(row) ? row : Object.freeze([...row])
  throw new TensorError(
    `${caller} was given row ${formatValue(row)}; it takes an integer from 0, or a list of one for each index of axis 0.`,
  )
}

/** Dropout of x by a plan for its shape. The gradient draws the mask again. */
export function applyMaskPlan(x: Tensor, plan: MaskPlan): Tensor {
  if (plan.kind === 'identity') return alias(x)
  if (plan.kind === 'drawn') return applyMask(x, plan)
  const zeros = (like: Tensor): Tensor => filled(like.shape, 0, like.dtype, like.backend)
  return record(zeros(x), { op: 'dropout', inputs: [x], backward: (grad) => [zeros(grad)] })
}

/** Dropout of x by a mask for its shape. The gradient draws the mask again. */
export function applyMask(x: Tensor, mask: MaskSpec): Tensor {
  return record(dropElements(x, mask), {
    op: 'dropout',
    inputs: [x],
    backward: (grad) => [dropElements(grad, mask)],
  })
}

/** The kernel alone, without history. */
export function dropElements(x: Tensor, mask: MaskSpec): Tensor {
  const out = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'dropout', out.view, x.view, mask)
  return out
}

/** The steps that may follow a matrix product inside its kernel, with the result of the separate operations to the last bit. */
export interface Epilogue {
  /** max(x, 0), first. */
  readonly relu: boolean
  /**
   * Dropout by mask law 1, after that. After relu its scale is 1 or more, as 1/keep is: the gradient tells from the sign of the result what relu
   * and the mask kept, and a product with a smaller scale could be negative or round to 0.
   */
  readonly mask?: MaskSpec | undefined
}

/** @throws {TensorError} on what is no epilogue. */
export function checkEpilogue(op: string, epilogue: Epilogue): void {
  if (typeof epilogue?.relu !== 'boolean' || (epilogue.mask !== undefined && !Array.isArray(epilogue.mask?.shape)))
    throw new TensorError(`${op} was given the epilogue ${formatValue(epilogue)}; it takes { relu, mask }.`)
}

/** The gradient before an epilogue, from the one after it. `y` is the epilogue's result, saved where it has a relu. After dropout alone the mask is drawn again. */
export function gradientBeforeEpilogue(grad: Tensor, y: Tensor | undefined, { mask }: Epilogue): Tensor {
  if (y) return gradientBeforeRelu(grad, y, mask?.scale)
  return mask ? dropElements(grad, mask) : grad
}

/**
 * grad · scale where y > 0, else exactly 0, for y = relu(x), or relu(x) after dropout with that scale. The sign of y stands for both masks:
 * where it is not positive both gradients are 0.
 */
export function gradientBeforeRelu(grad: Tensor, y: Tensor, scale = 1): Tensor {
  const out = allocate(grad.backend, grad.dtype, grad.shape)
  dispatch(grad.backend, 'reluGradient', out.view, grad.view, y.view, scale)
  return out
}
