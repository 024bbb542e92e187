import { useEffect, useMemo, useRef } from 'preact/hooks'
import { backendName } from '../../kit/backend-name.ts'
import { Field, Player, Problems } from '../../kit/controls.tsx'
import { Shown } from '../../kit/shown.tsx'
import './figure.css'
import { SCENARIOS } from './scenarios.ts'
import { state } from './state.ts'
import { summarize } from './summary.ts'
import { Guess } from './views/guess.tsx'
import { Differences, Means } from './views/plots.tsx'
import { Table } from './views/table.tsx'
import { type Running, useSweep } from './views/use-sweep.ts'
import { WORDS } from './words.ts'

export default function Figure() {
  const { scenario, measure, seeds, first, started, guess } = state.values.value
  const sweep = { scenario, seeds, first }
  const running = useSweep(sweep, started ? 'all' : 'without dropout')
  const { results, finished, total } = running
  const lines = useMemo(() => summarize(results, sweep, measure), [results, finished, scenario, seeds, first, measure])
  const before = useRef(scenario)
  useEffect(() => {
    if (before.current !== scenario) state.set({ guess: 0, started: false }) // each case has a guess of its own
    before.current = scenario
  }, [scenario])
  const settings = SCENARIOS[scenario]
  const common = { lines, measure, examples: settings.examples }
  const start = () => {
    state.set({ started: true })
    running.play()
  }
  return (
    <div class="sweep" data-finished={finished} data-total={total} data-started={started}>
      <Problems of={state} />
      {running.failure !== undefined && (
        <p class="problem" role="alert">
          {running.failure}
        </p>
      )}
      <div class="controls">
        <Player
          what="Sweep"
          playing={running.playing}
          done={started && finished === total}
          onPlay={finished === total ? start : running.play}
          onPause={running.pause}
          onReset={() => {
            state.set({ guess: 0, started: false })
            running.reset()
          }}
        />
        <Field of={state} name="scenario" />
        <Field of={state} name="measure" />
        <Field of={state} name="seeds" />
        <Field of={state} name="first" />
      </div>
      <Progress running={running} />
      <p class="text">
        <strong>{WORDS[scenario].is}</strong> <em>Expected:</em> {WORDS[scenario].expected}
      </p>
      <div class="pair">
        <div class="side">
          <Means {...common} guess={guess} />
          <Guess
            lines={lines}
            measure={measure}
            settings={settings}
            started={started}
            finished={finished === total}
            onStart={start}
          />
        </div>
        <Differences {...common} />
      </div>
      <Table {...common} compared={guess > 0 && guess < 1 ? guess : 0.5} started={started} />
    </div>
  )
}

function Progress({ running: { finished, total, kept, left, playing, workers, backend } }: { running: Running }) {
  return (
    <p class="progress">
      <progress max={total} value={finished} aria-label="Runs that have ended" />
      <span>
        <Shown name="finished" value={finished} digits={0} /> of <Shown name="total" value={total} digits={0} /> runs
        {kept > 0 && `, ${kept} of them from before the page was loaded anew`}
        {playing && left !== undefined && (
          <>
            , about <Shown name="left" value={left} digits={0} /> s left
          </>
        )}
        {backend &&
          `; computed by ${backendName(backend.name)} in ${workers} ${workers === 1 ? 'worker' : 'workers'} of your browser`}
        . {backend?.reason}
      </span>
    </p>
  )
}
