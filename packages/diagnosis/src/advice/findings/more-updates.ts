import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, counted } from '../text.ts'

/** How long the network took without dropout, to its lowest validation loss where that rose since, and so with dropout. */
export function moreUpdates({ lowestKeep, history, rise }: Evidence): Finding | undefined {
  const losses = history.flatMap(({ loss }) => loss ?? [])
  const [first, last] = [losses[0]!, losses.at(-1)!]
  if (lowestKeep < 1 || !(first > last)) return undefined
  const epochs = rise ? rise.epoch + 1 : losses.findIndex((loss) => loss <= last + (first - last) / 10) + 1
  const took = rise ? 'The validation loss was lowest after' : 'The training loss made nine tenths of its fall in'
  return {
    kind: 'moreUpdates',
    sentence: `${took} ${counted(epochs, 'epoch')}. Dropout takes 2 to 3 times as many updates (Srivastava et al. 2014, section 11): plan ${count(2 * epochs)} to ${count(3 * epochs)} epochs at least.`,
    sure: 'likely',
    figures: { epochs, low: 2 * epochs, high: 3 * epochs, firstLoss: first, lastLoss: last },
  }
}
