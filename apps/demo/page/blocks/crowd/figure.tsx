import { proxy } from 'comlink'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { backendName } from '../../kit/backend-name.ts'
import { connect, prefersStill, wordsOf } from '../../kit/connect.ts'
import { Failed, Field, Player, Problems } from '../../kit/controls.tsx'
import { MEMBERS, SAMPLES } from './sizes.ts'
import { state } from './state.ts'
import { AwayTable } from './views/away-table.tsx'
import { CurvePanel } from './views/curve-panel.tsx'
import { Seeds } from './views/seeds.tsx'
import { Thinned } from './views/thinned.tsx'
import { Uncertainty } from './views/uncertainty.tsx'
import type { api, Told } from './worker.ts'
import './figure.css'

/** Milliseconds between the arrivals of two thinned networks. */
const PAUSE = 90

/** What the worker has told of the run so far. */
interface Run extends Omit<Told, 'member'> {
  readonly members: readonly Float32Array[]
}

export default function Figure() {
  const [failure, setFailure] = useState<string>()
  const [backend, setBackend] = useState<{ readonly name: string; readonly reason: string | undefined }>()
  const [run, setRun] = useState<Run>({ members: [] })
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure),
    [],
  )
  const { data, keep, seed, nets } = state.values.value
  const begun = useRef(0)
  const { shown, playing, play, pause, choose } = useArrivals(run.crowd !== undefined, nets)

  useEffect(() => {
    remote.backend().then(setBackend, (thrown) => setFailure(wordsOf(thrown)))
  }, [])

  useEffect(() => {
    begun.current += 1
    const mine = begun.current
    const tell = ({ member, ...told }: Told) => {
      if (mine !== begun.current) return // of a run that was replaced
      if (told.training && prefersStill()) return
      setRun((before) => ({
        ...(told.points ? {} : before),
        ...told,
        members: member ? [...before.members.slice(0, member.index), member.map] : told.points ? [] : before.members,
      }))
    }
    remote.begin({ data, keep, seed }, proxy(tell)).catch((thrown) => setFailure(wordsOf(thrown)))
  }, [data, keep, seed])

  if (failure !== undefined) return <Failed message={failure} />
  const { points, distance, training, crowd, members, ensemble } = run
  return (
    <div class="crowd" aria-busy={ensemble === undefined}>
      <Problems of={state} />
      <div class="controls">
        <Player what="Thinned networks" playing={playing} onPlay={play} onPause={pause} />
        <div class="field">
          <label for="crowd-nets">{state.fields.nets.label}</label>
          <output for="crowd-nets">{shown}</output>
          <input
            id="crowd-nets"
            type="range"
            name="nets"
            min={1}
            max={SAMPLES}
            value={shown}
            onInput={(event) => choose(event.currentTarget.valueAsNumber)}
          />
        </div>
        <Field of={state} name="data" />
        <Field of={state} name="keep" />
        <Field of={state} name="seed" />
        <button type="button" name="next-seed" onClick={() => state.set({ seed: (seed + 1) % 1000 })}>
          Next seed
        </button>
      </div>
      <p class="soft">
        {ensemble
          ? `Trained by ${backend ? backendName(backend.name) : 'this browser'}.`
          : crowd
            ? `Member ${Math.min(members.length + 1, MEMBERS)} of ${MEMBERS} of the ensemble is in training.`
            : training
              ? `Epoch ${training.epoch} of ${training.epochs}: the full network, as it trains with dropout.`
              : 'The networks are being made.'}{' '}
        {backend?.reason}
      </p>
      <h3>The thinned networks, and the full one in place of them</h3>
      <Thinned crowd={crowd} training={training?.map} points={points} shown={shown} onChoose={choose} />
      <h3>How uncertain they are, near the data and away from it</h3>
      <Uncertainty crowd={crowd} ensemble={ensemble} members={members} points={points} distance={distance} />
      <AwayTable figures={{ ...crowd?.figures, ensemble: ensemble?.figures }} />
      <p class="note">
        The last row is the area under the ROC curve: of all pairs of a cell away from the data and a test example, the
        share in which the cell has more entropy. 50 % would be chance; below it a network is surer where it has seen
        nothing. The cause: far from the data a ReLU network is linear, so that along almost every ray its probabilities
        go to 0 or 1 (<a href="https://arxiv.org/abs/1812.05720">Hein et al. 2019</a>). Little but disagreement is left
        as uncertainty, and networks that learned the same data agree on most of the rest too. So compare inputs with
        the range of the training data as well.
      </p>
      <Seeds of={{ data, keep, seed }} ask={remote.seeds} ready={ensemble !== undefined} onFailure={setFailure} />
      <CurvePanel keep={keep} seed={seed} ask={remote.curves} ready={ensemble !== undefined} onFailure={setFailure} />
    </div>
  )
}

/** The thinned networks arrive one by one, until there are as many as the address asks for. */
function useArrivals(ready: boolean, nets: number) {
  const [playing, setPlaying] = useState(!prefersStill())
  const [shown, setShown] = useState(playing ? 1 : nets)
  const goal = useRef(nets)
  const stopped = useRef(false) // at once, as the timer ends only after the figure is drawn again

  useEffect(() => {
    if (!ready || !playing) return
    const arrive = (): void => setShown((now) => (stopped.current ? now : Math.min(goal.current, now + 1)))
    const timer = setInterval(arrive, PAUSE)
    return () => clearInterval(timer)
  }, [ready, playing])
  useEffect(() => {
    if (playing && ready && shown >= goal.current) {
      setPlaying(false)
      if (nets !== shown) state.set({ nets: shown })
    }
  }, [shown, playing, ready])

  const stop = (at: number): void => {
    stopped.current = true
    setPlaying(false)
    setShown(at)
    state.set({ nets: at })
  }
  return {
    shown,
    playing,
    play() {
      stopped.current = false
      goal.current = SAMPLES
      if (shown >= SAMPLES) setShown(1)
      setPlaying(true)
    },
    pause: () => stop(shown),
    choose: stop,
  }
}
