import { formatValue } from '@thinned/schema'
import { TensorError } from '../tensor-error.ts'

let paused = 0

/**
 * Whether operations are being recorded for a backward pass.
 *
 * @example
 * ```ts
 * import { isRecording, noGrad } from '@thinned/tensor'
 *
 * console.log(isRecording(), noGrad(isRecording)) // true false
 * ```
 */
export function isRecording(): boolean {
  return paused === 0
}

/**
 * Runs `fn` without recording: what it computes carries no history. For evaluation, and for updates of parameters.
 *
 * @example
 * ```ts
 * import { noGrad, square, tensor } from '@thinned/tensor'
 *
 * const x = tensor([1, 2], { requiresGrad: true })
 * console.log(square(x).requiresGrad, noGrad(() => square(x)).requiresGrad) // true false
 * ```
 */
export function noGrad<T>(fn: () => T): T {
  if (typeof fn !== 'function')
    throw new TensorError(`noGrad was given ${formatValue(fn)}; it takes a function: noGrad(() => …).`)
  paused++
  try {
    return fn()
  } finally {
    paused--
  }
}
