import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, counted } from '../text.ts'

/** How long the network took without dropout, and so with it. */
export function moreUpdates({ lowestKeep, history }: Evidence): Finding | undefined {
  const losses = history.flatMap(({ loss }) => loss ?? [])
  const [first, last] = [losses[0]!, losses.at(-1)!]
  if (lowestKeep < 1 || !(first > last)) return undefined
  const epochs = losses.findIndex((loss) => loss <= last + (first - last) / 10) + 1
  return {
    kind: 'moreUpdates',
    sentence: `The training loss made nine tenths of its fall in ${counted(epochs, 'epoch')}. Dropout takes 2 to 3 times as many updates (Srivastava et al. 2014, section 11): plan ${count(2 * epochs)} to ${count(3 * epochs)} epochs at least.`,
    sure: 'likely',
    figures: { epochs, low: 2 * epochs, high: 3 * epochs, firstLoss: first, lastLoss: last },
  }
}
