import { checkSeen } from '../batches/batch.ts'
import { checkNumbers } from '../batches/check-numbers.ts'
import { MetricsError } from '../metrics-error.ts'

/** The numbers of examples that only one of two models gets right. */
export interface DiscordantPairs {
  readonly onlyFirstRight: number
  readonly onlySecondRight: number
}

/**
 * The numbers of examples that only one of two models gets right, from the predictions of both [n] and the labels [n].
 *
 * @throws {MetricsError} where there is not one prediction of each model for each label, or no label.
 *
 * @example
 * ```ts
 * import { discordantPairs } from '@thinned/metrics'
 *
 * console.log(discordantPairs([0, 1, 1], [0, 0, 2], [0, 1, 2])) // { onlyFirstRight: 1, onlySecondRight: 1 }
 * ```
 */
export function discordantPairs(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: ArrayLike<number>,
): DiscordantPairs {
  for (const [name, values] of Object.entries({ first, second, labels }))
    checkNumbers(`discordantPairs was given ${name}`, values)
  checkSeen('discordantPairs', labels.length)
  if (first.length !== labels.length || second.length !== labels.length)
    throw new MetricsError(
      `${first.length} and ${second.length} predictions were given for ${labels.length} labels; there is one of each model for each.`,
    )
  let [onlyFirstRight, onlySecondRight] = [0, 0]
  for (let i = 0; i < labels.length; i++) {
    const [firstRight, secondRight] = [first[i] === labels[i], second[i] === labels[i]]
    if (firstRight && !secondRight) onlyFirstRight++
    if (secondRight && !firstRight) onlySecondRight++
  }
  return { onlyFirstRight, onlySecondRight }
}
