import { scopes } from './scope-stack.ts'
import { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/**
 * Runs `fn` and drops every tensor handle made in it, except those in what it returns (a tensor, or arrays and plain
 * objects of them) and those given to `keep`: these are left to the scope around it, or to the caller.
 *
 * @throws {TensorError} where fn returns a Promise: what it awaits would run after the scope has ended.
 */
export function scope<T>(fn: () => T): T {
  const made = new Set<Tensor>()
  scopes.push(made)
  try {
    const result = fn()
    if (isThenable(result)) {
      throw new TensorError(
        'scope was given a function that returns a Promise. Await outside, and give scope the synchronous parts.',
      )
    }
    leaveToOuter(result, made)
    return result
  } finally {
    scopes.pop()
    for (const tensor of made) tensor.dispose()
  }
}

/** Leaves a tensor made in the current scope to the scope around it, or to the caller. Returns it. */
export function keep<T extends Tensor>(tensor: T): T {
  const made = scopes.at(-1)
  if (made) leaveToOuter(tensor, made)
  return tensor
}

function leaveToOuter(value: unknown, made: Set<Tensor>): void {
  if (value instanceof Tensor) {
    if (made.delete(value)) scopes[scopes.indexOf(made) - 1]?.add(value)
  } else if (Array.isArray(value)) {
    for (const item of value) leaveToOuter(item, made)
  } else if (isPlainObject(value)) {
    for (const item of Object.values(value)) leaveToOuter(item, made)
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
