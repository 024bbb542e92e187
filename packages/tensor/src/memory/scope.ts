import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { giveTo, type Scope, scopes } from './scope-stack.ts'

/**
 * Runs `fn` and drops every tensor handle made in it, except those in what it returns (a tensor, or arrays and plain
 * objects of them) and those given to `keep`: these are left to the scope around it, or to the caller.
 *
 * @throws {TensorError} where fn returns a Promise: what it awaits would run after the scope has ended.
 *
 * @example
 * ```ts
 * import { scope, sqrt, square, sum, tensor } from '@thinned/tensor'
 *
 * const norm = scope(() => sqrt(sum(square(tensor([3, 4])))))
 * console.log(norm.readSync()) // Float32Array(1) [ 5 ]
 * ```
 */
export function scope<T>(fn: () => T): T {
  const made: Scope = []
  const outer = scopes.at(-1)
  scopes.push(made)
  try {
    const result = fn()
    if (isThenable(result)) {
      throw new TensorError(
        'scope was given a function that returns a Promise. Await outside, and give scope the synchronous parts.',
      )
    }
    leaveTo(outer, result, made)
    return result
  } finally {
    scopes.pop()
    for (const tensor of made) if (tensor.scope === made) tensor.dispose()
  }
}

/**
 * Leaves a tensor made in the current scope to the scope around it, or to the caller. Returns it.
 *
 * @example
 * ```ts
 * import { keepTensor, scope, square, tensor, type Tensor } from '@thinned/tensor'
 *
 * let inner: Tensor | undefined
 * scope(() => {
 *   inner = keepTensor(square(tensor([3, 4])))
 * })
 * console.log(inner?.readSync()) // Float32Array(2) [ 9, 16 ]
 * ```
 */
export function keepTensor<T extends Tensor>(tensor: T): T {
  const made = scopes.at(-1)
  if (made) leaveTo(scopes.at(-2), tensor, made)
  return tensor
}

function leaveTo(outer: Scope | undefined, value: unknown, made: Scope): void {
  if (value instanceof Tensor) {
    if (value.scope === made) giveTo(outer, value)
  } else if (Array.isArray(value)) {
    for (const item of value) leaveTo(outer, item, made)
  } else if (isPlainObject(value)) {
    for (const item of Object.values(value)) leaveTo(outer, item, made)
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
