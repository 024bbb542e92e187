import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { connect, prefersStill } from '../../kit/connect.ts'
import { Failed, Field, Player, Problems } from '../../kit/controls.tsx'
import { useLatest } from '../../kit/latest.ts'
import { useOnScreen } from '../../kit/on-screen.ts'
import { Shown, showKeep } from '../../kit/shown.tsx'
import { Mask, MaskPicture, Matrix } from './cells.tsx'
import './figure.css'
import { Formula } from './formula.tsx'
import { STEPS } from './size.ts'
import { SoFar } from './so-far.tsx'
import { state } from './state.ts'
import type { api } from './worker.ts'

/** Slow enough to follow a cell with the eye. */
const FIRST_PAUSE = 900
const PAUSE = 450

/** Whoever comes by a link sees what it shows; others see the steps go by. */
const playsAtFirst = (): boolean => !prefersStill() && !location.search.includes('step.')

export default function Figure() {
  const place = useRef<HTMLDivElement>(null)
  const seen = useOnScreen(place)
  const [failure, setFailure] = useState<string>()
  const [playing, setPlaying] = useState(playsAtFirst)
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure),
    [],
  )
  const { step, keep, seed, evaluate, cell, dropped, kept } = state.values.value
  const numbers = useLatest(
    [keep, seed, step, evaluate, dropped, kept],
    (...of) => {
      const [keep, seed, step, evaluate, dropped, kept] = of
      return remote
        .stepNumbers({ keep, seed, step, evaluate, dropped, kept })
        .then((answer) => ({ ...answer, keep, step, evaluate, byHand: new Set([...dropped, ...kept]) }))
    },
    setFailure,
  )
  const run = useLatest(
    [keep, seed],
    (keep, seed) => remote.runNumbers({ keep, seed }).then((answer) => ({ ...answer, keep })),
    setFailure,
  )

  useEffect(() => {
    if (!playing || !seen) return
    if (step === STEPS - 1) return setPlaying(false)
    const timer = setTimeout(() => state.set({ step: step + 1 }), step < 6 ? FIRST_PAUSE : PAUSE)
    return () => clearTimeout(timer)
  }, [playing, seen, step])

  const choose = (next: number) => {
    if (next !== cell) state.set({ cell: next })
  }
  const turn = (at: number) => {
    setPlaying(false)
    const without = (cells: readonly number[]) => cells.filter((one) => one !== at)
    if (dropped.includes(at) || kept.includes(at)) state.set({ dropped: without(dropped), kept: without(kept) })
    else if (numbers?.drawn[at]) state.set({ dropped: [...dropped, at] })
    else state.set({ kept: [...kept, at] })
  }
  const advance = () => {
    setPlaying(false)
    state.set({ step: Math.min(STEPS - 1, step + 1) })
  }

  if (failure !== undefined) return <Failed message={failure} />
  const activation = numbers?.activation ?? []
  const limit = Math.max(...activation, 1)
  const gradient = Math.max(...[...(numbers?.arriving ?? []), ...(numbers?.leaving ?? [])].map(Math.abs), 1e-6)
  const common = { chosen: cell, onChoose: choose }
  return (
    <div class="step" ref={place} data-step={numbers?.step}>
      <Problems of={state} />
      <div class="controls">
        <Player
          what="Steps of training"
          playing={playing}
          onPlay={() => {
            if (step === STEPS - 1) state.set({ step: 0 })
            setPlaying(true)
          }}
          onPause={() => setPlaying(false)}
          onStep={advance}
          onReset={() => {
            setPlaying(false)
            state.reset()
          }}
        />
        <Field of={state} name="step" />
        <Field of={state} name="keep" />
        <Field of={state} name="seed" />
        <Field of={state} name="evaluate" />
      </div>
      {numbers && (
        <>
          <p class="soft">
            A hidden layer with ten units, the columns, and a batch of four examples, the rows. Point at a cell to see
            its numbers in the formulas.
          </p>
          <div class="cells-and-formulas">
            <div class="flow">
              <section class="forward" aria-label="Forward">
                <h3>Forward ↓</h3>
                <Matrix
                  name="activation"
                  numbered
                  title={
                    <>
                      <i>a</i>, the activations
                    </>
                  }
                  label="The activations of the layer."
                  values={activation}
                  limit={limit}
                  {...common}
                />
                <Mask
                  title={
                    numbers.evaluate ? (
                      <>no mask: evaluation drops nothing</>
                    ) : (
                      <>
                        × <i>m</i>, the mask of step {numbers.step} <small>(click to turn a unit)</small>
                      </>
                    )
                  }
                  mask={numbers.mask}
                  drawn={numbers.drawn}
                  byHand={numbers.evaluate ? NONE : numbers.byHand}
                  onTurn={numbers.evaluate ? undefined : turn}
                  {...common}
                />
                <Matrix
                  name="output"
                  title={
                    <>
                      {numbers.evaluate ? '' : `÷ ${showKeep(numbers.keep)} `}= <i>y</i>, the output
                      {numbers.evaluate && ': nothing is divided'}
                    </>
                  }
                  label="The output of dropout: 0 where dropped."
                  values={numbers.output}
                  mask={numbers.mask}
                  limit={numbers.evaluate ? limit : limit / numbers.keep}
                  {...common}
                />
              </section>
              <section class="backward" aria-label="Backward">
                <h3>Backward ↑</h3>
                <Matrix
                  name="arriving"
                  title={
                    <>
                      ∂<i>L</i>/∂<i>y</i>, the gradient that arrives
                    </>
                  }
                  label="The gradient of the loss by the output."
                  values={numbers.arriving}
                  limit={gradient}
                  {...common}
                />
                <MaskPicture
                  title={numbers.evaluate ? <>no mask</> : <>× the same mask, ÷ {showKeep(numbers.keep)}</>}
                  mask={numbers.mask}
                  byHand={numbers.evaluate ? NONE : numbers.byHand}
                  {...common}
                />
                <Matrix
                  name="leaving"
                  numbered
                  title={
                    <>
                      = ∂<i>L</i>/∂<i>a</i>, the gradient that goes on
                    </>
                  }
                  label="The gradient of the loss by the activations: 0 where dropped."
                  values={numbers.leaving}
                  mask={numbers.mask}
                  limit={gradient}
                  {...common}
                />
              </section>
            </div>
            <Formula
              numbers={numbers}
              cell={cell}
              keep={numbers.keep}
              evaluate={numbers.evaluate}
              byHand={!numbers.evaluate && numbers.byHand.has(cell)}
            />
          </div>
          <p class="key soft">
            <span class="cell kept">1</span> kept <span class="cell gone">0</span> dropped{' '}
            <span class="cell kept hand">1</span> kept by hand <span class="cell gone hand">0</span> dropped by hand
            {numbers.byHand.size > 0 && (
              <button type="button" name="clear" onClick={() => state.set({ dropped: [], kept: [] })}>
                Give all cells back to the draw
              </button>
            )}
          </p>
          <p class="soft">
            Loss <i>L</i> of the {numbers.evaluate ? 'full' : 'thinned'} network, summed over the four examples:{' '}
            <Shown name="loss" value={numbers.loss} />
            {!numbers.evaluate && (
              <>
                ; of the full network: <Shown name="full-loss" value={numbers.fullLoss} />
              </>
            )}
            . The weights stand still here, so that only the masks change from step to step. <code>fit</code> with{' '}
            <code>key({seed})</code> draws the same masks for its layer <code>dropout1</code>. Everything here is
            computed by the reference backend, in plain TypeScript.
          </p>
          {run && (
            <SoFar
              run={run}
              activation={activation}
              keep={run.keep}
              step={step}
              chosen={cell}
              limit={limit}
              onChoose={choose}
            />
          )}
        </>
      )}
    </div>
  )
}

const NONE: ReadonlySet<number> = new Set()
