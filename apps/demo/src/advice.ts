/** What the sentence is made from. */
export interface Evidence {
  readonly plain: { readonly trainError: number; readonly testError: number }
  readonly dropout: { readonly trainError: number; readonly testError: number }
  /** Test images that only one of the two networks gets wrong. */
  readonly onlyPlainWrong: number
  readonly onlyDropoutWrong: number
}

/** Beyond this many standard deviations of a fair coin the difference is called one: McNemar's test at 5 %. */
const NOTABLE = 1.96

/** One plain sentence: what dropout did to the test error, whether that is beyond chance, and what to try. */
export function advise({ plain, dropout, onlyPlainWrong, onlyDropoutWrong }: Evidence): string {
  const percent = (error: number): string => `${(100 * error).toFixed(1)} %`
  const discordant = onlyPlainWrong + onlyDropoutWrong
  const deviation = discordant === 0 ? 0 : (onlyPlainWrong - onlyDropoutWrong) / Math.sqrt(discordant)
  const change = `from ${percent(plain.testError)} to ${percent(dropout.testError)}`
  if (deviation > NOTABLE)
    return `Dropout lowered the test error ${change}: the full network learned less by heart and more that holds on new images.`
  if (deviation < -NOTABLE) {
    return dropout.trainError > plain.testError
      ? `Dropout raised the test error ${change}: the thinned network did not learn its training images, so keep more units or train longer.`
      : `Dropout raised the test error ${change}: on this data the network did better without it, so leave it out or keep more units.`
  }
  return `Dropout made no difference beyond chance (test error ${change}): try a larger network, more epochs, or leave dropout out.`
}
