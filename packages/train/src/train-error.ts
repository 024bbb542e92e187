import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/train`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { sgd, TrainError } from '@thinned/train'
 *
 * try {
 *   sgd({ learningRate: -1 })
 * } catch (error) {
 *   console.log(error instanceof TrainError, error.message) // true sgd was given the learningRate -1; it takes a number from 0, or a schedule.
 * }
 * ```
 */
export class TrainError extends ThinnedError {
  override readonly name = 'TrainError'
}
