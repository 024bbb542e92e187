import { type Step, weightOf } from './kit/chains.ts'
import { type Dropping, drawsOf, droppingOf, isPlain, nameOf } from './kit/masks.ts'
import type { WarningRule } from './kit/warning.ts'

/** The standard deviation of a prediction under masks, as a share of it, from which dropout before a regression output is warned of. */
const LARGEST_SPREAD = 0.1

/** Dropout with no layer that learns after it, or before the last layer of a regression, where few units make the mask the largest part of the error. */
export const atOutput: WarningRule = {
  source: 'Srivastava et al. 2014, sections 4 and 9.1',
  find({ chains: [chain], task }) {
    return droppingOf(chain!).flatMap((step) => {
      const after = chain!.steps.slice(step.index + 1)
      const learning = after.filter((other) => !isPlain(other))
      if (learning.length === 0) return { step, sentence: lastLayer(step) }
      const spread = task === 'regression' && learning.length === 1 ? spreadOf(step, learning[0]!) : 0
      return spread > LARGEST_SPREAD ? { step, sentence: beforeOutput(step, learning[0]!, spread) } : []
    })
  },
}

const lastLayer = (step: Dropping): string =>
  `${nameOf(step)} is the last layer that changes the outputs. It sets outputs to 0 at random, which no weight after it can make up for: the loss then measures the mask. Put it before the last layer with weights, or leave it out.`

const beforeOutput = (step: Dropping, output: Step, spread: number): string =>
  `${nameOf(step)} stands right before ${output.path} (${output.layer.kind}), the output of a regression. Where all units contribute alike, masks alone move a prediction by ${(100 * spread).toFixed(0)} % (one standard deviation), which the squared error counts as error. Keep more, make the layer before it wider, or put the dropout before an earlier layer.`

/** √((1 − keep) / (keep · n)): the spread of a sum of n equal terms under a mask. Units before a product are its draws, or the inputs of its weight. */
function spreadOf(step: Dropping, output: Step): number {
  const units = drawsOf(step) ?? weightOf(output.layer)?.at(-2)
  return step.keep === undefined || units === undefined ? 0 : Math.sqrt((1 - step.keep) / (step.keep * units))
}
