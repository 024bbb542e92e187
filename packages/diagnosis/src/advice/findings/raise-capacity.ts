import type { Evidence } from '../evidence.ts'
import type { Finding } from '../finding.ts'
import { counted, percent, threeDigits } from '../text.ts'
import { epochsToHalve } from './epochs-to-halve.ts'
import { isFitted } from './fitted.ts'

/** No dropout, no gap, and training data that are not learned. */
export function raiseCapacity(evidence: Evidence): Finding | undefined {
  const { gap, lowestKeep, verdict, task } = evidence
  if (lowestKeep < 1 || isFitted(evidence)) return undefined
  const level = task === 'classification' ? `error of ${percent(gap.training)}` : `loss of ${threeDigits(gap.training)}`
  const noise =
    task === 'classification' ? 'the inputs tell the classes apart' : 'it lies above the noise of the targets'
  const halving = epochsToHalve(evidence)?.epochs
  const first = !evidence.trend
    ? `Train longer, as ${counted(evidence.history.length, 'epoch')} do not show where the training loss levels off, and then raise the capacity`
    : halving === undefined
      ? 'Raise the capacity first'
      : halving > evidence.history.length
        ? 'Raise the capacity first, as the training loss falls slowly'
        : 'Once the training loss has leveled off, raise the capacity'
  return {
    kind: 'raiseCapacity',
    sentence: `${first}: the training ${level} is what a larger network can lower, as far as ${noise}. Add dropout once that overfits.`,
    sure: verdict.sure === 'certain' ? 'likely' : verdict.sure,
    figures: { training: gap.training, unseen: gap.unseen },
  }
}
