import { useEffect, useState } from 'preact/hooks'
import { prefersStill, wordsOf } from '../../kit/connect.ts'
import { Failed, Field, Problems } from '../../kit/controls.tsx'
import { useLatest } from '../../kit/latest.ts'
import { state } from './state.ts'
import { Comparison } from './views/comparison.tsx'
import { type Both, bothOf, ContributionCurve, Histograms, SIDES } from './views/plots.tsx'
import { Removal } from './views/removal.tsx'
import { Side } from './views/side.tsx'
import { type LiveNetwork, useNetwork } from './views/use-network.ts'
import './figure.css'

export default function Figure() {
  const [failure, setFailure] = useState<string>()
  const [going, setGoing] = useState(!prefersStill())
  const [again, setAgain] = useState(0)
  const settings = state.values.value
  const { remove, order, rescale } = settings
  const plain = useNetwork(settings, false, going, again, setFailure)
  const thinned = useNetwork(settings, true, going, again, setFailure)
  const both: Both<LiveNetwork> = { plain, thinned }
  const [backend, setBackend] = useState<string>()
  useEffect(() => {
    plain.remote.backend().then(setBackend, (thrown) => setFailure(wordsOf(thrown)))
  }, [])
  const diagnosed =
    plain.diagnosed && thinned.diagnosed && plain.diagnosed.task === thinned.diagnosed.task
      ? { plain: plain.diagnosed, thinned: thinned.diagnosed }
      : undefined
  const removed = useLatest(
    [remove, order, rescale, plain.diagnosed, thinned.diagnosed],
    async (remove, order, rescale, one, other) =>
      one && other ? bothOf(both, ({ remote }) => remote.remove({ remove, order, rescale })) : undefined,
    setFailure,
  )

  if (failure !== undefined) return <Failed message={failure} />
  const busy = plain.busy || thinned.busy
  return (
    <div class="features" data-done={diagnosed && !busy ? 'yes' : 'no'}>
      <Problems of={state} />
      <div class="controls">
        <button
          type="button"
          class="primary"
          name="play"
          onClick={() => {
            setGoing(!busy)
            if (!busy) setAgain(again + 1)
          }}
        >
          {busy ? 'Stop' : diagnosed ? 'Train again' : 'Train'}
        </button>
        <Field of={state} name="task" />
        <Field of={state} name="keep" />
        <Field of={state} name="seed" />
      </div>
      <p class="soft">
        A square holds the weights from the image into one hidden unit: orange excites the unit, blue inhibits it, each
        scaled by its own largest weight. {diagnosed ? 'Those that contribute most come first. ' : ''}Click one: both
        sides show the unit of that number, which began with the same weights.{' '}
        {backend === 'reference'
          ? 'WebAssembly does not run here, so the reference in plain TypeScript computes, which takes many times as long.'
          : backend && 'WebAssembly computes, on one thread for each network.'}
      </p>
      <div class="pair">
        {SIDES.map((side) => (
          <Side
            key={side}
            side={side}
            network={both[side]}
            removed={new Set(diagnosed && removed?.[side].units)}
            onFailure={setFailure}
          />
        ))}
      </div>
      {diagnosed && (
        <div class={busy ? 'stale' : ''}>
          {diagnosed.plain.task === 'rebuild' && (
            <p class="soft">
              Srivastava et al. (2014, figures 7 and 8) did this with 256 units on MNIST. Without dropout they found no
              meaningful feature in a single unit, with it edges, strokes and spots; most units had a mean activation of
              about 2.0 without dropout and 0.7 with it. Here are 128 units, 1,000 drawn digits, 20 epochs of Adam and a
              little L2: both networks learn strokes, and what differs is how active the units are.
            </p>
          )}
          <h3>Remove units</h3>
          <Removal both={both} of={diagnosed} removed={removed} settings={settings} onFailure={setFailure} />
          <h3>How active they are, and who does the work</h3>
          <Comparison both={both} of={diagnosed} settings={settings} onFailure={setFailure} />
          <div class="three">
            <Histograms of={diagnosed} />
            <ContributionCurve of={diagnosed} />
          </div>
        </div>
      )}
    </div>
  )
}
