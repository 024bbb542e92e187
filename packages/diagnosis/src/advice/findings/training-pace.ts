import { type Evidence, isFitted } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, counted } from '../text.ts'
import { epochsToHalve } from '../trend.ts'

/** The training loss is still falling. */
export function trainLonger(evidence: Evidence): Finding | undefined {
  const halving = epochsToHalve(evidence.trend)
  if (!halving || isFitted(evidence)) return undefined
  const { trend, history } = evidence
  const { epochs, low, high } = halving
  const reach = Number.isFinite(high) ? `${count(low)} to ${count(high)}` : `${count(low)} or more`
  return {
    kind: 'trainLonger',
    sentence: `The training loss still fell in the last ${counted(trend!.epochs, 'epoch')}: at that pace it halves in ${counted(epochs, 'epoch')} (${reach}). Curves flatten, so take it as the least.`,
    sure: high <= history.length ? 'likely' : 'unclear',
    figures: { epochs, low, ...(Number.isFinite(high) ? { high } : {}), slope: trend!.slope },
  }
}

/** The training loss no longer falls. */
export function leveledOff(evidence: Evidence): Finding | undefined {
  const { trend } = evidence
  if (!trend || epochsToHalve(evidence.trend) || isFitted(evidence)) return undefined
  return {
    kind: 'leveledOff',
    sentence: `The training loss has leveled off in the last ${counted(trend.epochs, 'epoch')}. More epochs with the learning rate that it has now will not lower it much; a schedule that starts anew might.`,
    sure: 'likely',
    figures: { slope: trend.slope, slopeLow: trend.low, slopeHigh: trend.high, epochs: trend.epochs },
  }
}
