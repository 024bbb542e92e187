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
 *   console.log(error instanceof TrainError, error.message) // true sgd was given learningRate -1; it takes a number from 0, or a schedule.
 * }
 * ```
 */
export class TrainError extends ThinnedError {
  override readonly name = 'TrainError'
}

/** Acts, and gives an error of another package or of the user's code a sentence: what failed, and what it said. */
export async function during<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof TrainError) throw error
    const code = error instanceof ThinnedError ? error.code : 'failed'
    throw new TrainError(`${what} failed: ${textOf(error)}`, { code, cause: error })
  }
}

/** What an error says, as a sentence. */
export function textOf(error: unknown): string {
  const text = String((error as Error | undefined)?.message || error)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
