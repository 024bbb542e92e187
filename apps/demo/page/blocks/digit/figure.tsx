import { proxy } from 'comlink'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { connect, prefersStill, wordsOf } from '../../kit/connect.ts'
import { Failed, Problems } from '../../kit/controls.tsx'
import { useLatest } from '../../kit/latest.ts'
import { Answers } from './views/answers.tsx'
import './figure.css'
import { state } from './state.ts'
import type { Progress } from './training-run.ts'
import { Pad } from './views/pad.tsx'
import { Rejecting } from './views/rejecting.tsx'
import { TrainingStatus } from './views/training-status.tsx'
import { Turning } from './views/turning.tsx'
import { Verdict } from './views/verdict.tsx'
import type { api } from './worker.ts'

/** A slider that moves does not begin a training at each of its values. */
const SETTLED = 300

const EXAMPLES = [
  ['digit', 'Digit'],
  ['letter', 'Letter'],
  ['scribble', 'Scribble'],
  ['noise', 'Noise'],
] as const

export default function Figure() {
  const [failure, setFailure] = useState<string>()
  const [backend, setBackend] = useState<Awaited<ReturnType<typeof api.backend>>>()
  const [asked, setAsked] = useState({ times: prefersStill() ? 0 : 1, anew: false })
  const [progress, setProgress] = useState<Progress>()
  const [weights, setWeights] = useState(0) // counts the changes of the weights
  const [digest, setDigest] = useState<string>()
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure),
    [],
  )
  const { show, example, drawing, angle, level, accept, keep, digits, seed } = state.values.value

  useEffect(() => {
    remote.backend().then(setBackend, (thrown) => setFailure(wordsOf(thrown)))
  }, [])

  useEffect(() => {
    if (asked.times === 0) {
      remote.begin({ keep, digits, seed }).then(
        () => setWeights((count) => count + 1),
        (thrown) => setFailure(wordsOf(thrown)),
      )
      return
    }
    let isNewest = true
    setDigest(undefined)
    const tell = proxy((told: Progress) => {
      if (isNewest) setProgress(told)
    })
    const changed = proxy(() => setWeights((count) => count + 1))
    const timer = setTimeout(
      () =>
        remote.train({ keep, digits, seed }, asked.anew, tell, changed).then(
          (done) => {
            if (isNewest) setDigest(done)
          },
          (thrown) => setFailure(wordsOf(thrown)),
        ),
      progress === undefined ? 0 : SETTLED,
    )
    return () => {
      isNewest = false
      clearTimeout(timer)
    }
  }, [keep, digits, seed, asked])

  const verdicts = useLatest(
    [digest, level, accept],
    async (digest, level, accept) => (digest === undefined ? undefined : remote.decide(level, accept)),
    setFailure,
  )
  const shown = { show, example, drawing, seed }
  const picture = useLatest(
    [show, example, drawing, seed, angle, weights, verdicts],
    (show, example, drawing, seed, angle, _weights, _verdicts) => remote.ask({ show, example, drawing, seed }, angle),
    setFailure,
  )
  const turned = useLatest(
    [show, example, drawing, seed, weights],
    (show, example, drawing, seed, _weights) => remote.turn({ show, example, drawing, seed }),
    setFailure,
  )

  if (failure !== undefined) return <Failed message={failure} />
  return (
    <div
      class="digit"
      data-epoch={progress?.epoch}
      data-trained={digest !== undefined}
      data-resumed={progress?.resumedAt}
    >
      <Problems of={state} />
      <TrainingStatus
        progress={progress}
        digest={digest}
        backend={backend}
        isAsked={asked.times > 0}
        onTrain={() => setAsked({ times: asked.times + 1, anew: asked.times > 0 })}
      />
      <div class="ask">
        <div>
          <Pad image={picture?.upright} label={`${nameOf(shown.show, picture?.name)}.`} />
          <fieldset class="examples" aria-label="Examples">
            {EXAMPLES.map(([kind, name]) => (
              <button
                key={kind}
                type="button"
                name={kind}
                aria-pressed={show === kind}
                onClick={() => state.set({ show: kind, example: show === kind ? (example + 1) % 500 : 0, angle: 0 })}
              >
                {name}
              </button>
            ))}
          </fieldset>
          <p class="soft">
            {nameOf(show, picture?.name)}.{' '}
            {show === 'drawing' ? '' : 'Press its button again for another one, or draw.'}
          </p>
        </div>
        <div>
          <Answers picture={picture} level={level} />
          <Verdict picture={picture} verdicts={verdicts} level={level} hasLearned={(progress?.share ?? 0) > 0} />
        </div>
      </div>
      <div class="pair">
        <Turning turned={turned} image={picture?.turned} threshold={verdicts?.threshold} />
        <Rejecting verdicts={verdicts} />
      </div>
    </div>
  )
}

const nameOf = (show: string, name: string | undefined): string =>
  ({
    digit: `A test digit${name === undefined ? '' : `: ${name}`}`,
    letter: `A letter${name === undefined ? '' : `: ${name}`}`,
    scribble: 'A scribble: eight random points, joined',
    noise: 'Noise: every pixel is random',
    drawing: 'Your drawing, scaled, centered and inked as the training digits are',
  })[show] ?? ''
