import { Field } from '../../../kit/controls.tsx'
import { Percent, Shown, showNumber } from '../../../kit/shown.tsx'
import { state } from '../state.ts'
import type { Picture, Verdicts } from '../worker.ts'

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
        {decisionOf(picture, verdicts, hasLearned)}
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
          {Math.round(100 * level)} %; another draw of digits changes it by some{' '}
          {showNumber(100 * verdicts.rates.coverageDeviation, 1)} points), with{' '}
          <Shown name="set-size" value={verdicts.rates.size} digits={2} /> classes on average;{' '}
          <Percent name="empty" value={verdicts.rates.empty} /> are empty. A level below the share of right answers
          empties some sets: what is least typical gets no class.
        </p>
      )}
      <Field of={state} name="level" />
    </div>
  )
}

function decisionOf(picture: Picture | undefined, verdicts: Verdicts | undefined, hasLearned: boolean): string {
  if (picture === undefined) return 'Nothing is drawn yet.'
  const { answer, show, name } = picture
  const { angle } = state.values.value
  if (!hasLearned) return 'The network has learned nothing yet, and guesses.'
  if (verdicts === undefined) return `So far the answer is ${answer.predicted}; how far to trust it comes at the end.`
  return answer.entropy <= verdicts.threshold
    ? `Accepted as ${answer.predicted}${wrongly(show, name, answer.predicted)}.${angle === 0 ? '' : ` It is turned by ${angle}°: compare with 0°, as a network that is sure can be sure of another digit.`}`
    : `Rejected: not sure enough that it is a digit. The nearest is ${answer.predicted}.`
}

/** What is wrong with an answer, where the truth is known. */
function wrongly(show: Picture['show'], name: string | undefined, predicted: number): string {
  if (show === 'drawing' || name === String(predicted)) return ''
  const truth = { digit: `the digit ${name}`, letter: `the letter ${name}`, scribble: 'a scribble', noise: 'noise' }[
    show
  ]
  return `, wrongly: it is ${truth}`
}

function showSet(set: Uint8Array): string {
  const members = Array.from(set, (one, label) => (one ? [label] : [])).flat()
  return members.length === 0 ? 'empty' : `{ ${members.join(', ')} }`
}
