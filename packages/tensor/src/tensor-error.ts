import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/tensor`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { add, tensor, TensorError } from '@thinned/tensor'
 *
 * try {
 *   add(tensor([1, 2]), tensor([1, 2, 3]))
 * } catch (error) {
 *   console.log(error instanceof TensorError) // true
 * }
 * ```
 */
export class TensorError extends ThinnedError {
  override readonly name = 'TensorError'
}
