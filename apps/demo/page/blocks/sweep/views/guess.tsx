import { Shown } from '../../../kit/shown.tsx'
import { useId } from '../../../kit/use-id.ts'
import type { Scenario } from '../scenarios.ts'
import { state } from '../state.ts'
import { type Line, type Measure, verdictOf } from '../summary.ts'

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
        {guess > 0 ? 'Your guess' : 'Your guess, by this slider'}: {at} the {measure} is lowest at keep{' '}
        <output for={id}>{guess > 0 ? guess : '…'}</output>
        {guess === 1 && ', without dropout'}
      </label>
      <input
        id={id}
        type="range"
        name="guess"
        min={keeps.at(-1)}
        max={1}
        step={0.1}
        value={guess > 0 ? guess : 0.7}
        aria-valuetext={guess > 0 ? String(guess) : 'no guess yet'}
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
          {guess > 0 ? 'Mark it, and start the sweep' : 'Start the sweep without a guess'}
        </button>
      )}
    </div>
  )
}

interface AnswerProps {
  readonly guess: number
  readonly lowest: NonNullable<Line['lowest']>
  readonly measure: Measure
  readonly at: string
  readonly finished: boolean
}

function Answer({ guess, lowest: { keep, above }, measure, at, finished }: AnswerProps) {
  const off = [...above].find(([one]) => Math.abs(one - guess) < 0.05)
  const among = [...above].filter(([, difference]) => verdictOf(difference) === 'unclear').map(([one]) => one)
  const isAmong = off !== undefined && among.includes(off[0])
  const others = listOf(among.filter((one) => one !== off?.[0]))
  const isRight = Math.abs(keep - guess) < 0.05
  const digits = measure === 'error' ? 2 : 3
  return (
    <>
      {finished ? 'The' : 'So far the'} lowest mean {measure} {at} is at keep{' '}
      <Shown name="lowest" value={keep} digits={1} />.{' '}
      {guess === 0 ? null : off ? (
        <>
          At your guess, {guess}, it is higher by <Shown name="off" value={off[1].value} digits={digits} />, between{' '}
          <Shown name="off-low" value={off[1].low} digits={digits} /> and{' '}
          <Shown name="off-high" value={off[1].high} digits={digits} />:{' '}
          {isAmong ? 'the runs do not tell the two apart.' : 'on these seeds the guess was worse.'}
        </>
      ) : isRight ? (
        'Your guess was right.'
      ) : (
        `No network was trained at your guess, ${guess}.`
      )}{' '}
      {others && `${isAmong && guess > 0 ? 'Nor do they' : 'The runs do not'} tell ${keep} from ${others}.`}{' '}
      {finished &&
        'Each interval holds alone, and the lowest of many keeps was picked on these very runs, so it looks a little better than it is: another first seed confirms it or not.'}
    </>
  )
}

const listOf = (keeps: readonly number[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(keeps.map(String))
