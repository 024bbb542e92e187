import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { count, counted } from '../text.ts'
import { epochsToHalve } from './epochs-to-halve.ts'
import { isFitted } from './fitted.ts'

/** The training loss is still falling. */
export function trainLonger(evidence: Evidence): Finding | undefined {
  const halving = epochsToHalve(evidence)
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
