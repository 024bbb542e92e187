import { useId } from 'preact/hooks'
import { Shown } from '../../kit/shown.tsx'
import type { Scenario } from './scenarios.ts'
import { state } from './state.ts'
import type { Line, Measure } from './summary.ts'

interface GuessProps {
  readonly lines: readonly Line[]
  readonly measure: Measure
  readonly settings: Scenario
  readonly started: boolean
  readonly finished: boolean
  readonly onStart: () => void
}

/** A slider under the axis of keep, to mark the best keep before it is measured; and how far off the mark was. */
export function Guess({
  lines,
  measure,
  settings: { asked, examples, keeps },
  started,
  finished,
  onStart,
}: GuessProps) {
  const id = useId()
  const { guess } = state.values.value
  const lowest = lines.find(({ size }) => size === asked)?.lowest
  const at = `with ${asked.toLocaleString('en')} training ${examples}`
  return (
    <div class="guess">
      <label for={id}>
        Your guess: {at} the {measure} is lowest at keep <output for={id}>{guess}</output>
        {guess === 1 && ', without dropout'}
      </label>
      <input
        id={id}
        type="range"
        name="guess"
        min={keeps.at(-1)}
        max={1}
        step={0.1}
        value={guess}
        disabled={started}
        style={{ '--lowest-keep': keeps.at(-1) }}
        onInput={(event) => state.set({ guess: event.currentTarget.valueAsNumber })}
      />
      {started ? (
        <p role={finished ? 'status' : undefined}>
          {lowest && <Answer guess={guess} lowest={lowest} measure={measure} at={at} finished={finished} />}
        </p>
      ) : (
        <button type="button" class="primary" name="start" onClick={onStart}>
          Mark it, and start the sweep
        </button>
      )}
    </div>
  )
}

function Answer({
  guess,
  lowest: { keep, among },
  measure,
  at,
  finished,
}: {
  readonly guess: number
  readonly lowest: NonNullable<Line['lowest']>
  readonly measure: Measure
  readonly at: string
  readonly finished: boolean
}) {
  const isAmong = among.some((one) => Math.abs(one - guess) < 0.05)
  const verdict =
    Math.abs(keep - guess) < 0.05
      ? 'Your guess was right.'
      : isAmong
        ? `Your guess, ${guess}, may be as good: the interval of the difference holds 0.`
        : `Your guess, ${guess}, is worse: the interval of the difference does not hold 0.`
  return (
    <>
      {finished ? 'The' : 'So far the'} lowest mean {measure} {at} is at keep{' '}
      <Shown name="lowest" value={keep} digits={1} />. {verdict}{' '}
      {among.length > 0 && `The runs do not tell ${keep} from ${among.join(', ')}.`}
    </>
  )
}
