import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { connect, prefersStill } from '../../kit/connect.ts'
import { Failed, Field, Problems } from '../../kit/controls.tsx'
import { useLatest } from '../../kit/latest.ts'
import { useOnScreen } from '../../kit/on-screen.ts'
import { Shown } from '../../kit/shown.tsx'
import type { After, AtKeep, Convention } from './compute.ts'
import './figure.css'
import { Panel } from './panel.tsx'
import { Noise } from './rules.tsx'
import { state } from './state.ts'
import type { api } from './worker.ts'

const CONVENTIONS: readonly Convention[] = ['divide', 'multiply', 'mistake']
/** From this keep on the band lies within the pictures. Below it is cut off, so that the means do not look flat. */
const LEAST_IN_FULL = 0.2
/** Where all outputs lie, if they do. */
const RANGES: Partial<Record<After, readonly [number, number]>> = { tanh: [-1, 1], sigmoid: [0, 1] }
/** How long the masks take to arrive when the figure is first seen, in milliseconds. */
const ARRIVAL = 2500

export default function Figure() {
  const place = useRef<HTMLDivElement>(null)
  const [failure, setFailure] = useState<string>()
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure),
    [],
  )
  const { keep, seed, after } = state.values.value
  const curves = useLatest(
    [seed, after],
    (seed, after) => remote.overKeep({ seed, after }).then((over) => ({ over, after })),
    setFailure,
  )
  const chosen = useLatest(
    [keep, seed, after],
    (keep, seed, after) => remote.chosen({ seed, after }, keep).then((at) => ({ ...at, after })),
    setFailure,
  )
  const span = useMemo(() => curves && (RANGES[curves.after] ?? spanOf(curves.over)), [curves])
  const masks = chosen?.divide.values.length ?? 0
  const arrived = useArrival(useOnScreen(place) && chosen !== undefined)
  const shown = Math.round(arrived * masks)

  if (failure !== undefined) return <Failed message={failure} />
  const squares = curves?.over.find((at) => at.keep === 0.5)?.divide.expected
  return (
    <div class="why" ref={place} data-keep={chosen?.keep} data-after={chosen?.after}>
      <Problems of={state} />
      <div class="controls">
        <Field of={state} name="keep" />
        <Field of={state} name="after" />
        <Field of={state} name="seed" />
      </div>
      <p class="soft">
        A unit of the next layer adds up 32 activations <i>a</i> of one example, each times a weight <i>w</i>. In
        training a mask <i>m</i> drops some of them, at prediction there is none.
      </p>
      <ul class="legend">
        <li>
          <svg viewBox="0 0 24 12" aria-hidden="true" class="c0">
            <path class="band" d="M1 1H23V11H1Z" />
            <path class="stroke wide" d="M1 6H23" />
          </svg>
          training: mean, and the middle 68 % of the masks
        </li>
        <li>
          <svg viewBox="0 0 24 12" aria-hidden="true" class="c1 dashed">
            <path class="stroke" d="M1 6H23" />
          </svg>
          prediction: one number, without masks
        </li>
        <li>
          <svg viewBox="0 0 24 12" aria-hidden="true" class="c0 bars">
            <rect x="1" y="1" width="9" height="2.4" />
            <rect x="1" y="4.6" width="20" height="2.4" />
            <rect x="1" y="8.2" width="12" height="2.4" />
          </svg>
          what <Shown name="masks" value={shown} digits={0} /> masks give
        </li>
      </ul>
      {curves && chosen && span && (
        <>
          <div class="rules">
            {CONVENTIONS.map((convention) => (
              <Panel
                key={convention}
                convention={convention}
                curves={curves.over}
                chosen={chosen}
                shown={shown}
                span={span}
                behind={chosen.after === 'nothing' ? undefined : chosen.after}
                onKeep={(to) => to !== keep && state.set({ keep: to })}
              />
            ))}
          </div>
          <div class="noise">
            <p>
              <strong>What dividing does not mend.</strong>{' '}
              {squares ? (
                <>Around the right mean the sum still spreads from mask to mask, the more the smaller keep is:</>
              ) : (
                <>
                  A nonlinearity bends the spread to one side, so the mean of its outputs is not the output of the mean.
                  Prediction by the full network is an approximation; it is exact for the sum alone.
                </>
              )}
            </p>
            {squares && <Noise keep={chosen.keep} squares={squares.deviation ** 2} />}
            <p class="soft">
              All three pictures have the same weights. Relative to its mean, the sum spreads equally by both right
              rules: with weights 1/keep times as large the second gives the sums of the first, and{' '}
              <code>convertScaling</code> makes one model of the other. The dots are means of 1000 masks each, with
              their 95 % intervals
              {squares && '; the blue line is the mean over all masks'}. Everything here is computed by the reference
              backend, in plain TypeScript.
            </p>
          </div>
        </>
      )}
    </div>
  )
}

/** From 0 to 1 once, from when the figure is ready and seen; at once for who wants little movement. */
function useArrival(ready: boolean): number {
  const [share, setShare] = useState(prefersStill() ? 1 : 0)
  useEffect(() => {
    if (!ready || share >= 1) return
    let frame = 0
    let first: number | undefined
    const grow = (now: number) => {
      first ??= now
      const next = Math.min(1, (now - first) / ARRIVAL)
      setShare(next ** 2) // slowly at first: single masks can be seen
      if (next < 1) frame = requestAnimationFrame(grow)
    }
    frame = requestAnimationFrame(grow)
    return () => cancelAnimationFrame(frame)
  }, [ready])
  return share
}

/** The values that the pictures reach over, the same for all three and at every keep. */
function spanOf(over: readonly AtKeep[]): readonly [number, number] {
  const ends = over
    .filter(({ keep }) => keep >= LEAST_IN_FULL)
    .flatMap((at) =>
      CONVENTIONS.flatMap((convention) => {
        const { mean, deviation, middle, expected, predicted } = at[convention]
        return expected ? [mean - 1.2 * deviation, mean + 1.2 * deviation, predicted] : [...middle, predicted]
      }),
    )
  return [Math.min(0, ...ends), Math.max(0, ...ends)]
}
