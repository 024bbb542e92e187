import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { counted } from '../text.ts'
import { epochsToHalve } from './epochs-to-halve.ts'
import { isFitted } from './fitted.ts'

/** The training loss no longer falls. */
export function leveledOff(evidence: Evidence): Finding | undefined {
  const { trend } = evidence
  if (!trend || epochsToHalve(evidence) || isFitted(evidence)) return undefined
  return {
    kind: 'leveledOff',
    sentence: `The training loss has leveled off in the last ${counted(trend.epochs, 'epoch')}. More epochs with the learning rate that it has now will not lower it much; a schedule that starts anew might.`,
    sure: 'likely',
    figures: { slope: trend.slope, slopeLow: trend.low, slopeHigh: trend.high, epochs: trend.epochs },
  }
}
