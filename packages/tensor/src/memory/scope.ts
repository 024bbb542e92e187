import { formatValue } from '@thinned/schema'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { giveTo, type Scope, scopes } from './scope-stack.ts'

/**
 * Runs `fn` and drops every tensor handle made inside it, except those in its result (a tensor, or arrays and plain objects of tensors) and
 * those passed to `keepTensor`. These go to the enclosing scope, or to the caller.
 *
 * @throws {TensorError} where fn returns a Promise: the code after an await would run after the end of the scope.
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
  if (typeof fn !== 'function')
    throw new TensorError(`scope was given ${formatValue(fn)}; it takes a function: scope(() => …).`)
  const handles: Scope = []
  const outer = scopes.at(-1)
  scopes.push(handles)
  try {
    const result = fn()
    if (isThenable(result)) {
      throw new TensorError(
        'scope was given a function that returns a Promise. Await outside, and give scope the synchronous parts.',
      )
    }
    leaveTo(outer, result, handles)
    return result
  } finally {
    scopes.pop()
    for (const tensor of handles) if (tensor.scope === handles) tensor.dispose()
  }
}

/**
 * Moves a tensor of the current scope to the enclosing one, or to the caller. Returns it.
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
  const current = scopes.at(-1)
  if (current) leaveTo(scopes.at(-2), tensor, current)
  return tensor
}

function leaveTo(outer: Scope | undefined, value: unknown, from: Scope): void {
  if (value instanceof Tensor) {
    if (value.scope === from) giveTo(outer, value)
  } else if (Array.isArray(value)) {
    for (const item of value) leaveTo(outer, item, from)
  } else if (isPlainObject(value)) {
    for (const item of Object.values(value)) leaveTo(outer, item, from)
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
