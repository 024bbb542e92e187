import { formatValue } from '@thinned/schema'
import { GradientNode } from '../autograd/graph-node.ts'
import type { Backend, KernelName } from '../backend.ts'
import { dispatch } from '../dispatch.ts'
import { checkFloat, commonBackend, commonDType } from '../op-kit/operands.ts'
import { formatShape, sameShape } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { isContiguous } from '../view.ts'

/**
 * Overwrites the elements of `target` with those of `source`, of the same shape and dtype. For updates of parameters and state: a backward pass
 * that still needs the old elements is refused.
 *
 * @example
 * ```ts
 * import { assign, mul, noGrad, tensor } from '@thinned/tensor'
 *
 * const weight = tensor([1, 2], { requiresGrad: true })
 * noGrad(() => assign(weight, mul(weight, 0.5)))
 * console.log(weight.readSync()) // Float32Array(2) [ 0.5, 1 ]
 * ```
 */
export function assign(target: Tensor, source: Tensor): void {
  const backend = checkAssignable('assign', target, [source])
  target.buffer.beforeWrite()
  dispatch(backend, 'copy', target.view, source.view)
  target.buffer.version++
}

// Each step below has a kernel of the same stem, one pass over memory, to the bits of the separate operations.

/** The numbers of one step with momentum. */
export interface MomentumSettings {
  /** μ. */
  readonly momentum: number
  readonly rate: number
  /** Look ahead along the velocity. */
  readonly nesterov: boolean
}

/**
 * A step of gradient descent with momentum in one pass over memory, in place in `parameter` and `velocity`: v ← μ v + g,
 * w ← w − rate · v, with Nesterov w ← w − rate · (g + μ v); the bits of the separate operations. All floats of one shape.
 *
 * @example
 * ```ts
 * import { assignMomentumStep, tensor } from '@thinned/tensor'
 *
 * const [weight, velocity, gradient] = [tensor([1]), tensor([2]), tensor([4])]
 * assignMomentumStep(weight, velocity, gradient, { momentum: 0.5, rate: 0.5, nesterov: false })
 * console.log(velocity.readSync(), weight.readSync()) // Float32Array(1) [ 5 ] Float32Array(1) [ -1.5 ]
 * ```
 */
export function assignMomentumStep(
  parameter: Tensor,
  velocity: Tensor,
  gradient: Tensor,
  settings: MomentumSettings,
): void {
  checkFloat('assignMomentumStep', parameter)
  const backend = checkAssignable('assignMomentumStep', parameter, [velocity, gradient])
  checkAssignable('assignMomentumStep', velocity, [gradient])
  checkNumbers('assignMomentumStep', settings, momentumNumbers)
  const { momentum, rate, nesterov } = settings
  takeStep(backend, 'momentumStep', [parameter, velocity], gradient, momentum, rate, nesterov)
}

/** The numbers of one step of Adam (Kingma and Ba 2015, algorithm 1). */
export interface AdamSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly rate: number
  /** The bias corrections 1 − β1^t and 1 − β2^t, by which the estimates are divided. */
  readonly meanLeft: number
  readonly varianceLeft: number
}

/**
 * A step of Adam in one pass over memory, in place in `parameter`, `mean` and `variance`: m ← β1 m + (1 − β1) g, s ← β2 s + (1 − β2) g²,
 * w ← w − rate · (m / meanLeft) / (√(s / varianceLeft) + ε); the bits of the separate operations. All floats of one shape. A gradient beyond
 * ±2^63 (float64: ±2^511) counts as that, since its square would overflow; the length of a step hardly depends on its size.
 *
 * @example
 * ```ts
 * import { assignAdamStep, tensor } from '@thinned/tensor'
 *
 * const [weight, mean, variance, gradient] = [tensor([1]), tensor([0]), tensor([0]), tensor([4])]
 * const first = { meanLeft: 0.5, varianceLeft: 0.5 }
 * assignAdamStep(weight, mean, variance, gradient, { beta1: 0.5, beta2: 0.5, epsilon: 0, rate: 0.25, ...first })
 * console.log(mean.readSync(), variance.readSync(), weight.readSync()) // Float32Array(1) [ 2 ] Float32Array(1) [ 8 ] Float32Array(1) [ 0.75 ]
 * ```
 */
export function assignAdamStep(
  parameter: Tensor,
  mean: Tensor,
  variance: Tensor,
  gradient: Tensor,
  settings: AdamSettings,
): void {
  checkFloat('assignAdamStep', parameter)
  const backend = checkAssignable('assignAdamStep', parameter, [mean, variance, gradient])
  for (const slot of [mean, variance]) checkAssignable('assignAdamStep', slot, [gradient])
  checkNumbers('assignAdamStep', settings, adamNumbers)
  takeStep(backend, 'adamStep', [parameter, mean, variance], gradient, settings)
}

/**
 * Overwrites the elements of `target` with scaleA · a + scaleB · b, all floats of one shape: a step of an optimizer in one pass over memory,
 * to the bits of the separate operations. `target` may be a or b.
 *
 * @example
 * ```ts
 * import { assignScaledSum, tensor } from '@thinned/tensor'
 *
 * const [weight, gradient] = [tensor([1, 2]), tensor([10, 10])]
 * assignScaledSum(weight, 1, weight, -0.1, gradient)
 * console.log(weight.readSync()) // Float32Array(2) [ 0, 1 ]
 * ```
 */
export function assignScaledSum(target: Tensor, scaleA: number, a: Tensor, scaleB: number, b: Tensor): void {
  checkFloat('assignScaledSum', target)
  const backend = checkAssignable('assignScaledSum', target, [a, b])
  checkNumbers('assignScaledSum', { scaleA, scaleB }, scales)
  if (b.buffer.deferred && isSamePlace(target, a)) takeStep(backend, 'scaledSum', [target], b, scaleA, scaleB)
  else {
    target.buffer.beforeWrite()
    dispatch(backend, 'scaledSum', target.view, a.view, b.view, scaleA, scaleB)
    target.buffer.version++
  }
}

/**
 * Limits the Euclidean norm of each unit's incoming weights, in place. In a dense tensor of floats [kernel…, in, out], a slice over all axes but
 * the last whose norm is above `limit` (> 0) is scaled to that norm.
 *
 * @example
 * ```ts
 * import { assignMaxNorm, tensor } from '@thinned/tensor'
 *
 * const weight = tensor([[3, 0.5], [4, 0.5]])
 * assignMaxNorm(weight, 2.5)
 * console.log(weight.readSync()) // Float32Array(4) [ 1.5, 0.5, 2, 0.5 ]
 * ```
 */
export function assignMaxNorm(target: Tensor, limit: number): void {
  checkFloat('assignMaxNorm', target)
  const backend = checkAssignable('assignMaxNorm', target, [target])
  const { view, rank, size, shape } = target
  if (rank < 2 || !isContiguous(view) || typeof limit !== 'number' || !(limit > 0 && limit < Infinity))
    throw new TensorError(
      `assignMaxNorm was given ${formatShape(shape)} and the limit ${formatValue(limit)}; it takes a dense tensor of two axes or more, and a finite limit above 0.`,
    )
  const columns = shape.at(-1)!
  if (size === 0) return
  target.buffer.beforeWrite()
  const matrix = { ...view, shape: [size / columns, columns], strides: [columns, 1] }
  dispatch(backend, 'maxNorm', matrix, matrix, limit)
  target.buffer.version++
}

/**
 * Runs the kernel of a step, or, where the gradient is a product that is not computed yet, the kernel that computes it on the way: nothing
 * else needs its elements then. `scaledSum` is a step of its first operand.
 */
function takeStep(
  backend: Backend,
  name: 'momentumStep' | 'adamStep' | 'scaledSum',
  written: readonly Tensor[],
  gradient: Tensor,
  ...settings: readonly unknown[]
): void {
  for (const { buffer } of written) buffer.beforeWrite()
  const views = written.map(({ view }) => view)
  const { deferred } = gradient.held.buffer
  const run = dispatch as (backend: Backend, name: KernelName, ...args: readonly unknown[]) => void
  if (deferred && backend.kernels[`${name}OfProduct`]) {
    const [a, b] = deferred.operands
    run(backend, `${name}OfProduct`, ...views, a.view, b.view, ...settings)
  } else if (name === 'scaledSum') run(backend, name, views[0], views[0], gradient.view, ...settings)
  else run(backend, name, ...views, gradient.view, ...settings)
  for (const { buffer } of written) buffer.version++
}

/** Whether two handles have the same elements in the same order. */
function isSamePlace(a: Tensor, b: Tensor): boolean {
  return a.buffer === b.buffer && a.offset === b.offset && a.strides.every((stride, axis) => stride === b.strides[axis])
}

const momentumNumbers = ['momentum', 'rate'] as const
const adamNumbers = ['beta1', 'beta2', 'epsilon', 'rate', 'meanLeft', 'varianceLeft'] as const
const scales = ['scaleA', 'scaleB'] as const

/** Refuses settings of a step that are no numbers, before anything is written. */
function checkNumbers<K extends string>(op: string, settings: Readonly<Record<K, number>>, names: readonly K[]): void {
  for (const name of names)
    if (typeof settings?.[name] !== 'number')
      throw new TensorError(
        settings
          ? `${op} was given ${name} ${formatValue(settings[name])}; it takes a number.`
          : `${op} was given ${formatValue(settings)} as its settings; they are an object { ${names.join(', ')} }.`,
      )
}

/** Checks that an elementwise function of the sources can overwrite the target. Returns their backend. */
function checkAssignable(op: string, target: Tensor, sources: readonly Tensor[]): Backend {
  const backend = commonBackend(op, [target, ...sources])
  commonDType(op, [target, ...sources])
  for (const source of sources) {
    if (!sameShape(target.shape, source.shape))
      throw new TensorError(
        `${op} cannot write ${formatShape(source.shape)} over ${formatShape(target.shape)}; the shapes must be equal.`,
      )
  }
  if (target.node && !target.node.isLeaf && !(target.node instanceof GradientNode)) {
    throw new TensorError(
      `${op} was given ${target}, the result of ${target.node.op}, which has a history; only tensors without history are written in place.`,
    )
  }
  return backend
}
