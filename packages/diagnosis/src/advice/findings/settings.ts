import { settingsFor } from '../../suggest-keep.ts'
import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'

/** What changes in the training with dropout. */
export function settings({ lowestKeep, suggestions }: Evidence): Finding | undefined {
  const ranges = suggestions?.settings ?? settingsFor(0.5)
  if (lowestKeep < 1 || ranges.length === 0) return undefined
  const [rate, momentum, maxNorm] = ranges.map(({ range: [low, high] }) => `${low} to ${high}`)
  return {
    kind: 'settings',
    sentence: `With dropout, SGD takes ${rate} times the learning rate that is right without it, a momentum of ${momentum} and a max-norm of ${maxNorm} (Srivastava et al. 2014, appendix A, in the form in which training divides by keep).`,
    sure: 'likely',
    figures: Object.fromEntries(
      ranges.flatMap(({ setting, range: [low, high] }) => {
        // The range of the learning rate is that of a factor.
        const name = setting === 'learningRate' ? 'learningRateFactor' : setting
        return [
          [`${name}Low`, low],
          [`${name}High`, high],
        ]
      }),
    ),
  }
}
