import { Field } from '../../kit/controls.tsx'
import { Shown } from '../../kit/shown.tsx'
import { Percent } from './rejecting.tsx'
import { state } from './state.ts'
import type { Picture, Verdicts } from './worker.ts'

interface VerdictProps {
  readonly picture: Picture | undefined
  /** Undefined until the network is trained, and calibrated. */
  readonly verdicts: Verdicts | undefined
  readonly level: number
  readonly hasLearned: boolean
}

/** The answer in words. */
export function Verdict({ picture, verdicts, level, hasLearned }: VerdictProps) {
  const { answer, set } = picture ?? {}
  return (
    <div class="verdict">
      <p class="decision" aria-live="polite">
        {decisionOf(answer, verdicts, hasLearned)}
      </p>
      <p>
        Entropy <Shown name="entropy" value={answer?.entropy} digits={2} /> of at most 2.30 nats; mutual information{' '}
        <Shown name="mutual-information" value={answer?.mutualInformation} digits={2} />, the part about which the
        thinned networks disagree.
      </p>
      {verdicts === undefined ? (
        <p>The set and the threshold are fitted when the training has ended.</p>
      ) : (
        <p>
          Set: <strong>{set ? showSet(set) : '–'}</strong>. On {verdicts.rates.counts.digit} test digits the sets hold
          the true class in <Percent name="coverage" value={verdicts.rates.coverage} /> (asked for:{' '}
          {Math.round(100 * level)} %), with <Shown name="set-size" value={verdicts.rates.size} digits={2} /> classes on
          average; <Percent name="empty" value={verdicts.rates.empty} /> are empty. A level below the share of right
          answers empties some sets: what is least typical gets no class.
        </p>
      )}
      <Field of={state} name="level" />
    </div>
  )
}

function decisionOf(
  answer: Picture['answer'] | undefined,
  verdicts: Verdicts | undefined,
  hasLearned: boolean,
): string {
  if (answer === undefined) return 'Nothing is drawn yet.'
  if (!hasLearned) return 'The network has learned nothing yet, and guesses.'
  if (verdicts === undefined) return `It looks like a ${answer.predicted}; how far to trust that comes at the end.`
  return answer.entropy <= verdicts.threshold
    ? `Accepted: a ${answer.predicted}.`
    : `Rejected: not sure enough that it is a digit. The nearest is ${answer.predicted}.`
}

function showSet(set: Uint8Array): string {
  const members = Array.from(set, (one, label) => (one ? [label] : [])).flat()
  return members.length === 0 ? 'empty' : `{ ${members.join(', ')} }`
}
