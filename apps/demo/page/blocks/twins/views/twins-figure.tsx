import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { backendName } from '../../../kit/backend-name.ts'
import { connect, prefersStill, wordsOf } from '../../../kit/connect.ts'
import { Field, Player, Problems } from '../../../kit/controls.tsx'
import { useOnScreen } from '../../../kit/on-screen.ts'
import { Shown } from '../../../kit/shown.tsx'
import type { UrlState } from '../../../kit/url-state.ts'
import type { fields } from '../fields.ts'
import type { Api } from '../worker.ts'
import { Curves } from './curves.tsx'
import { GapInWords } from './gap.tsx'
import { ManySeeds } from './many-seeds.tsx'
import { Side } from './side.tsx'
import { Training } from './training.ts'

export interface TwinsFigureProps {
  /** Where the settings are kept: the URL of the page, or the attributes of an element. */
  readonly state: UrlState<typeof fields>
  readonly startWorker: () => Worker
}

/** Two networks that train side by side. It makes a worker when it appears, a second one for ten seeds, and ends both when it goes. */
export function TwinsFigure({ state, startWorker }: TwinsFigureProps) {
  const root = useRef<HTMLDivElement>(null)
  const backend = useSignal<{ readonly name: string; readonly reason: string | undefined } | undefined>(undefined)
  const failure = useSignal<string | undefined>(undefined)
  const workers = useRef<Worker[]>([])
  const start = () => {
    const worker = startWorker()
    workers.current.push(worker)
    return connect<Api>(worker, (message) => {
      failure.value = message
    })
  }
  const training = useMemo(() => {
    const remote = start()
    remote.backend().then(
      (told) => {
        backend.value = told
      },
      (thrown) => {
        failure.value = wordsOf(thrown)
      },
    )
    return new Training(remote, state, !prefersStill())
  }, [])
  // Before the first paint: an element may be gone by then.
  useLayoutEffect(
    () => () => {
      training.dispose()
      for (const worker of workers.current) worker.terminate()
    },
    [],
  )
  const seen = useOnScreen(root)
  useEffect(() => {
    training.visible = seen
  }, [seen])

  const problem = useComputed(() => failure.value ?? training.failure.value)
  const settings = state.values.value
  const isDigits = settings.data === 'digits'
  const isAtEnd = useComputed(() => (training.frame.value?.step ?? 0) >= state.fields.at.max)
  return (
    <div ref={root} class="twins" data-playing={training.playing.value}>
      <Problems of={state} />
      {problem.value !== undefined && (
        <p class="problem" role="alert">
          {problem.value} Change a setting or press Reset to begin again.
        </p>
      )}
      <div class="bar">
        <Player
          what="Training"
          playing={training.playing.value}
          done={isAtEnd.value}
          onPlay={() => training.play()}
          onPause={() => training.pause()}
          onStep={() => training.step()}
          onReset={() => training.reset()}
        />
        <button
          type="button"
          name="next-seed"
          onClick={() => state.set({ seed: (settings.seed + 1) % (state.fields.seed.max + 1) })}
        >
          Next seed
        </button>
        <p class="where">
          Seed <b>{settings.seed}</b>, step <Step training={training} root={root} />
          {backend.value && <span class="soft">, computed by {backendName(backend.value.name)}</span>}
        </p>
      </div>
      <div class="board">
        <div class="settings">
          <Field of={state} name="data" />
          <Field of={state} name="keep1" />
          <Field of={state} name="keep2" />
          <Field of={state} name="width" />
          {!isDigits && <Field of={state} name="noise" />}
          <Field of={state} name="size" />
          <Field of={state} name="rate" />
          <Field of={state} name="seed" />
          <Field of={state} name="speed" />
          {!isDigits && <Field of={state} name="test" />}
          <p class="soft begins">A change begins both networks anew; paused ones are trained to the same step.</p>
          {settings.off.length > 0 && (
            <button type="button" name="all-on" onClick={() => state.set({ off: [] })}>
              Turn all units on
            </button>
          )}
        </div>
        <div class="sides">
          <Side name="plain" title="Without dropout" training={training} state={state} />
          <Side name="thinned" title="With dropout" training={training} state={state} />
          <p class="soft units-text">
            Each cell is a hidden unit{isDigits ? '' : ', with a small map of its output'}; the first layer is left, the
            second right. Cells that are faint were dropped in the last step (shown for the first example of its batch).
            Click a cell to turn its unit off in both networks: their answers change at once, the training goes on with
            all units.
          </p>
        </div>
        <div class="told">
          <Told training={training} />
        </div>
      </div>
      <ManySeeds state={state} start={start} />
      {backend.value?.reason && <p class="soft">{backend.value.reason}</p>}
    </div>
  )
}

interface OfTraining {
  readonly training: Training
}

/** Parts that change with each picture; the controls around them do not. */
function Step({ training, root }: OfTraining & { root: { readonly current: HTMLElement | null } }) {
  const step = training.frame.value?.step
  useEffect(() => {
    if (step !== undefined) root.current?.setAttribute('data-step', String(step))
  }, [step])
  return <Shown name="step" value={step} digits={0} />
}

const Told = ({ training }: OfTraining) => (
  <>
    <GapInWords curves={training.curves.value} />
    <Curves {...training.curves.value} />
  </>
)
