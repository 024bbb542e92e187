import { type Fields, formatValue, value } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import { NnError } from '../nn-error.ts'
import { nnOptions } from '../options.ts'
import { type Loss, type LossFunction, markLoss } from './kit/loss.ts'

export type { Loss, LossFunction, WeightOptions } from './kit/loss.ts'

export interface DefineOptions {
  /** The name in checkpoints. It stays the same when the function moves or a minifier renames it. */
  readonly name: string
}

const read = nnOptions('losses.define', {
  name: value<string>(
    "a text that checkpoints store as the name of the loss, as in losses.define(loss, { name: 'focal' })",
    (name) => typeof name === 'string' && name !== '',
  ),
} satisfies Fields<DefineOptions>)

/**
 * Marks your loss, so that `fit` and `evaluate` take it as they take a loss of the library. A checkpoint stores its name and the options of `with`, which
 * are plain JSON.
 *
 * @throws {NnError} without a name, and where `with` gets weights, which belong to a batch.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { abs, mean, pow, sub, type Tensor, tensor } from '@thinned/tensor'
 *
 * const power = losses.define(
 *   (outputs: Tensor, targets: Tensor, { exponent = 2 }: { exponent?: number } = {}) => mean(pow(abs(sub(outputs, targets)), exponent)),
 *   { name: 'power' },
 * )
 * const cubic = power.with({ exponent: 3 })
 * console.log(cubic(tensor([3]), tensor([1])).readSync()[0], cubic.settings) // 8 { name: 'power', exponent: 3 }
 * ```
 */
export function define<Outputs = Tensor, Options extends object = object>(
  loss: LossFunction<Outputs, Options>,
  options: DefineOptions,
): Loss<NoInfer<Outputs>, NoInfer<Options>> {
  const { name } = read(options)
  if (typeof loss !== 'function')
    throw new NnError(
      `losses.define was given ${formatValue(loss)}; it takes a function (outputs, targets) that gives a scalar tensor.`,
    )
  return markLoss<Outputs, Options>({ name }, loss)
}

/**
 * Whether a function has the mark of a loss. One without it is an objective, a function of (forward, batch).
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 *
 * console.log(losses.isLoss(losses.huber.with({ delta: 2 })), losses.isLoss(() => 0)) // true false
 * ```
 */
export function isLoss(value: unknown): value is Loss<unknown> {
  return typeof value === 'function' && (value as Partial<Loss>).kind === 'loss'
}
