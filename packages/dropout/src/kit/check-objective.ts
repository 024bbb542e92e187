import { losses } from '@thinned/nn'
import { formatValue, onlyOptions } from '@thinned/schema'
import { DropoutError } from '../dropout-error.ts'

/**
 * Refuses a loss that is none, and options that neither the objective nor the loss has. A loss of one's own may have any.
 *
 * @throws {DropoutError} naming the option.
 */
export function checkObjective(caller: string, loss: unknown, options: unknown, names: readonly string[]): void {
  if (typeof loss !== 'function')
    throw new DropoutError(
      `${caller} was given the loss ${formatValue(loss)}; it takes a function, as in ${caller}(losses.crossEntropy, { ${names[0]}: 2 }).`,
    )
  if (typeof options !== 'object' || options === null)
    throw new DropoutError(
      `${caller} was given ${formatValue(options)} as its options; they are an object { ${names} }.`,
    )
  const optionNames = losses.isLoss(loss) ? loss.optionNames : undefined
  if (optionNames) onlyOptions(caller, DropoutError, [...names, ...optionNames])(options)
}
