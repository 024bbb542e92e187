import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { connect, prefersStill, wordsOf } from '../../kit/connect.ts'
import { Field, Player, Problems } from '../../kit/controls.tsx'
import { HeatMap } from '../../kit/heat-map.tsx'
import { Plot, type Point } from '../../kit/plot.tsx'
import { Shown } from '../../kit/shown.tsx'
import type { Frame, Points, Twin } from './compute.ts'
import { REACH } from './networks.ts'
import { state } from './state.ts'
import type { api } from './worker.ts'

const MAP = 48
/** What a visitor can follow: more steps in a frame would only hide what happens between. */
const STEPS_PER_FRAME = 2

interface Curves {
  readonly train: Point[]
  readonly test: Point[]
  readonly thinned: Point[]
}

export default function Figure() {
  const [failure, setFailure] = useState<string>()
  const [playing, setPlaying] = useState(!prefersStill())
  const [points, setPoints] = useState<Points>()
  const [frame, setFrame] = useState<Frame>()
  const [backend, setBackend] = useState<{ readonly name: string; readonly reason: string | undefined }>()
  const curves = useRef<{ plain: Curves; thinned: Curves }>(empty())
  const run = useRef(0) // a new number when the settings change: what an older run still tells is dropped
  const remote = useMemo(
    () => connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure),
    [],
  )
  const settings = state.values.value
  const [beginnings, setBeginnings] = useState(0)
  const [ready, setReady] = useState(0)

  useEffect(() => {
    remote.backend().then(setBackend, (thrown) => setFailure(wordsOf(thrown)))
  }, [])

  useEffect(() => {
    run.current += 1
    const mine = run.current
    remote.begin(settings, MAP).then(
      (begun) => {
        if (mine !== run.current) return
        curves.current = empty()
        setPoints(begun.points)
        setFrame(begun.frame)
        setReady(mine)
      },
      (thrown) => setFailure(wordsOf(thrown)),
    )
  }, [settings, beginnings])

  const advance = async (steps: number): Promise<void> => {
    const mine = run.current
    try {
      const next = await remote.advance(steps)
      if (mine !== run.current) return
      extend(curves.current.plain, next.plain)
      extend(curves.current.thinned, next.thinned)
      setFrame(next)
    } catch (thrown) {
      setFailure(wordsOf(thrown))
    }
  }

  useEffect(() => {
    if (!playing || ready === 0 || ready !== run.current) return
    let going = true
    const loop = async (): Promise<void> => {
      while (going) {
        await advance(STEPS_PER_FRAME)
        await new Promise(requestAnimationFrame)
      }
    }
    void loop()
    return () => {
      going = false
    }
  }, [playing, ready])

  if (failure !== undefined)
    return (
      <p class="problem" role="alert">
        {failure}
      </p>
    )
  return (
    <div class="twins" data-step={frame?.step}>
      <Problems of={state} />
      <div class="controls">
        <Player
          what="Training"
          playing={playing}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onStep={() => {
            setPlaying(false)
            void advance(1)
          }}
          onReset={() => setBeginnings(beginnings + 1)}
        />
        <Field of={state} name="data" />
        <Field of={state} name="keep1" />
        <Field of={state} name="keep2" />
        <Field of={state} name="width" />
        <Field of={state} name="noise" />
        <Field of={state} name="size" />
        <Field of={state} name="rate" />
        <Field of={state} name="seed" />
      </div>
      <div class="pair">
        <Side name="plain" title="Without dropout" twin={frame?.plain} points={points} curves={curves.current.plain} />
        <Side
          name="thinned"
          title="With dropout"
          twin={frame?.thinned}
          points={points}
          curves={curves.current.thinned}
        />
      </div>
      <p class="soft">
        Step <Shown name="step" value={frame?.step} digits={0} />
        {backend && `, computed by ${backend.name}`}. {backend?.reason}
      </p>
    </div>
  )
}

interface SideProps {
  readonly name: 'plain' | 'thinned'
  readonly title: string
  readonly twin: Twin | undefined
  readonly points: Points | undefined
  readonly curves: Curves
}

function Side({ name, title, twin, points, curves }: SideProps) {
  const train = curves.train.at(-1)?.[1]
  const test = curves.test.at(-1)?.[1]
  return (
    <section class="side" data-network={name} aria-label={title}>
      <h3>{title}</h3>
      <HeatMap
        values={twin?.map}
        size={MAP}
        scale="classes"
        label={`Decision map of the network ${title.toLowerCase()}: which class it predicts at each point of the plane.`}
      >
        {points && <Dots points={points} />}
      </HeatMap>
      <Plot
        title="Loss"
        label={`The loss of the network ${title.toLowerCase()} on its training and its test examples, by epoch.`}
        x={{ label: 'epoch', from: 0 }}
        y={{ label: 'cross-entropy', from: 0, to: 0.8 }}
        series={[
          { name: 'training, full network', color: 0, points: curves.train },
          { name: 'test, full network', color: 1, points: curves.test },
          ...(name === 'thinned'
            ? [{ name: 'training, thinned networks', color: 's', dash: 'dashed', points: curves.thinned } as const]
            : []),
        ]}
      />
      <p>
        Training <Shown name={`${name}-train`} value={train} />, test <Shown name={`${name}-test`} value={test} />, gap{' '}
        <Shown name={`${name}-gap`} value={train === undefined || test === undefined ? undefined : test - train} />,
        last batch <Shown name={`${name}-batch`} value={twin?.batchLoss} />
      </p>
    </section>
  )
}

const place = (value: number): number => (value + REACH) / (2 * REACH)

function Dots({ points }: { points: Points }) {
  const { xy, classes } = points.train
  return (
    <>
      {Array.from(classes, (one, i) => (
        <circle key={i} class={`point class${one}`} cx={place(xy[2 * i]!)} cy={place(-xy[2 * i + 1]!)} r="0.012" />
      ))}
    </>
  )
}

const empty = () => ({
  plain: { train: [], test: [], thinned: [] } as Curves,
  thinned: { train: [], test: [], thinned: [] } as Curves,
})

function extend(curves: Curves, { epochs }: Twin): void {
  for (const { epoch, loss, thinnedLoss, validationLoss } of epochs) {
    curves.train.push([epoch + 1, loss])
    curves.thinned.push([epoch + 1, thinnedLoss])
    if (validationLoss !== undefined) curves.test.push([epoch + 1, validationLoss])
  }
}
