import { type DiscordantPairs, mcnemar } from '@thinned/metrics'

/** What the sentence is made from. */
export interface Evidence {
  readonly plain: { readonly trainError: number; readonly testError: number }
  readonly dropout: { readonly trainError: number; readonly testError: number }
  /** Test images that only one of the two networks gets right: the one without dropout, the one with it. */
  readonly pairs: DiscordantPairs
}

/** A chance below this is not believed. */
const LEVEL = 0.05

/** One plain sentence: what dropout did to the test error, whether that is beyond chance, and what to try. */
export function advise({ plain, dropout, pairs }: Evidence): string {
  const percent = (error: number): string => `${(100 * error).toFixed(1)} %`
  const beyondChance = mcnemar(pairs, { method: 'midP' }).pValue < LEVEL
  const change = `from ${percent(plain.testError)} to ${percent(dropout.testError)}`
  if (beyondChance && pairs.onlySecondRight > pairs.onlyFirstRight)
    return `Dropout lowered the test error ${change}: the full network learned less by heart and more that holds on new images.`
  if (beyondChance) {
    return dropout.trainError > plain.testError
      ? `Dropout raised the test error ${change}: the thinned network did not learn its training images, so keep more units or train longer.`
      : `Dropout raised the test error ${change}: on this data the network did better without it, so leave it out or keep more units.`
  }
  return `Dropout made no difference beyond chance (test error ${change}): try a larger network, more epochs, or leave dropout out.`
}
