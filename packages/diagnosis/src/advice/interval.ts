import { exp, log } from '@thinned/math/float64'

/** The quantiles of the normal distribution for two-sided intervals of 95 % and 99 %. */
export const QUANTILES = { likely: 1.959963984540054, certain: 2.5758293035489004 } as const

export interface Range {
  readonly low: number
  readonly high: number
}

/** Wilson's interval (1927) of a probability, from a share of n trials. */
export function wilson(share: number, n: number, z: number): Range {
  const z2 = (z * z) / n
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (z / (1 + z2)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n))
  return { low: share === 0 ? 0 : middle - half, high: share === 1 ? 1 : middle + half }
}

export interface Share {
  readonly share: number
  readonly count: number
}

/** The interval of the difference of two independent shares, `unseen` less `training` (Newcombe 1998, method 10). */
export function differenceInterval(training: Share, unseen: Share, z: number): Range {
  const first = wilson(training.share, training.count, z)
  const second = wilson(unseen.share, unseen.count, z)
  const difference = unseen.share - training.share
  const norm = (a: number, b: number): number => Math.sqrt(a * a + b * b)
  return {
    low: difference - norm(unseen.share - second.low, first.high - training.share),
    high: difference + norm(second.high - unseen.share, training.share - first.low),
  }
}

export interface MeanLoss {
  readonly loss: number
  readonly count: number
}

/**
 * The interval of the ratio of two mean losses, `unseen` / `training`, both above 0: that of the mean squares of normally distributed residuals,
 * whose logarithm has a variance of about 2 / n. Residuals with heavier tails vary more.
 */
export function ratioInterval(training: MeanLoss, unseen: MeanLoss, z: number): Range {
  const ratio = log(unseen.loss / training.loss)
  const half = z * Math.sqrt(2 / training.count + 2 / unseen.count)
  return { low: exp(ratio - half), high: exp(ratio + half) }
}
