import { useSignal } from '@preact/signals'
import type { Remote } from 'comlink'
import { useEffect, useRef } from 'preact/hooks'
import { wordsOf } from '../../../kit/connect.ts'
import { Field } from '../../../kit/controls.tsx'
import { Legend, Plot } from '../../../kit/plot.tsx'
import { showNumber } from '../../../kit/shown.tsx'
import type { UrlState } from '../../../kit/url-state.ts'
import { type fields, settingsOf } from '../fields.ts'
import type { Difference, Measure, Pair } from '../pair.ts'
import type { Api } from '../worker.ts'

const SEEDS = 10

interface Shown {
  readonly measure: Measure
  readonly title: string
  /** The measure as the subject of a sentence. */
  readonly name: string
  /** Shown as so many of its own unit. */
  readonly factor: number
  readonly unit: string
  readonly digits: number
}

const SHOWN: readonly Shown[] = [
  { measure: 'loss', title: 'Test loss', name: 'Test loss at the end', factor: 1, unit: '', digits: 2 },
  { measure: 'error', title: 'Test error, %', name: 'Test error at the end', factor: 100, unit: ' points', digits: 1 },
  { measure: 'gap', title: 'Gap, percentage points', name: 'Gap', factor: 100, unit: ' points', digits: 1 },
  {
    measure: 'bestLoss',
    title: 'Test loss of the best epoch',
    name: 'Test loss of the best epoch, where early stopping would end at best',
    factor: 1,
    unit: '',
    digits: 3,
  },
]

/** The same two networks from ten seeds: what one run cannot tell. `start` makes a worker for them. */
export function ManySeeds({ state, start }: { state: UrlState<typeof fields>; start: () => Remote<Api> }) {
  const pairs = useSignal<readonly Pair[]>([])
  const found = useSignal<Readonly<Record<Measure, Difference>> | undefined>(undefined)
  const running = useSignal(false)
  const failure = useSignal<string | undefined>(undefined)
  const remote = useRef<Remote<Api> | undefined>(undefined)
  const settings = settingsOf(state.values.value)
  const { epochs } = state.values.value
  const of = JSON.stringify([settings, epochs])
  const turn = useRef(0) // of the run that goes on; one that was stopped says nothing more

  // Results of other settings are not of these two networks.
  useEffect(() => {
    turn.current += 1
    running.value = false
    void remote.current?.stopPairs()
    pairs.value = []
    found.value = undefined
    failure.value = undefined
  }, [of])

  const run = async (): Promise<void> => {
    turn.current += 1
    const mine = turn.current
    running.value = true
    failure.value = undefined
    remote.current ??= start()
    try {
      while (mine === turn.current && pairs.value.length < SEEDS) {
        const pair = await remote.current.pair({ ...settings, seed: settings.seed + pairs.value.length }, epochs)
        if (!pair || mine !== turn.current) return
        const all = [...pairs.value, pair]
        pairs.value = all
        if (all.length < 2) continue
        const differences = await remote.current.differences(all)
        if (pairs.value === all) found.value = differences
      }
      if (mine === turn.current) running.value = false
    } catch (thrown) {
      if (mine !== turn.current) return
      failure.value = wordsOf(thrown)
      running.value = false
    }
  }
  const stop = (): void => {
    turn.current += 1
    running.value = false
    void remote.current?.stopPairs()
  }
  const done = pairs.value.length
  const words = done === SEEDS ? 'Ten seeds: done' : done > 0 ? 'Go on' : 'Train ten seeds'
  return (
    <section class="many-seeds" aria-label="Both networks over ten seeds" data-pairs={done}>
      <h3>Ten seeds instead of one lucky run</h3>
      <div class="controls">
        <button
          type="button"
          class="primary"
          name="seeds"
          disabled={done === SEEDS}
          onClick={running.value ? stop : () => void run()}
        >
          {running.value ? 'Stop' : words}
        </button>
        <Field of={state} name="epochs" />
        <label class="progress">
          <progress max={SEEDS} value={done} /> {done} of {SEEDS} seeds, from seed {settings.seed}
        </label>
      </div>
      {failure.value && (
        <p class="problem" role="alert">
          {failure.value}
        </p>
      )}
      {done > 0 && (
        <>
          <Legend
            series={[
              { name: 'without dropout', color: 2, kind: 'dots' },
              { name: 'with dropout', color: 3, kind: 'dots' },
            ]}
          />
          <div class="seed-plots">
            {SHOWN.map((shown) => (
              <SeedPlot
                key={shown.measure}
                shown={shown}
                pairs={pairs.value}
                difference={found.value?.[shown.measure]}
              />
            ))}
          </div>
        </>
      )}
      <p class="soft" aria-live="polite">
        {done === SEEDS
          ? 'Each seed has its own data, weights and batches; both networks share them. The intervals are of the ten paired differences, by Student’s t.'
          : `Each seed draws its own data, first weights and batches, trains both networks for ${epochs} epochs and is compared in pairs.`}
      </p>
    </section>
  )
}

interface SeedPlotProps {
  readonly shown: Shown
  readonly pairs: readonly Pair[]
  readonly difference: Difference | undefined
}

function SeedPlot({ shown, pairs, difference }: SeedPlotProps) {
  const { measure, title, factor } = shown
  const first = pairs[0]!.seed
  const sentence = sentenceOf(shown, difference)
  return (
    <div>
      <Plot
        title={title}
        label={sentence}
        height={170}
        legend={false}
        x={{ label: 'seed', from: first - 0.5, to: first + SEEDS - 0.5 }}
        y={{
          label: '',
          from: Math.min(0, ...pairs.map(({ plain, thinned }) => factor * Math.min(plain[measure], thinned[measure]))),
        }}
        series={(['plain', 'thinned'] as const).map((name, i) => ({
          name,
          color: i === 0 ? 2 : 3,
          kind: 'dots',
          points: pairs.map((pair) => [pair.seed, factor * pair[name][measure]] as const),
        }))}
      >
        {(x, y) =>
          pairs.map(({ seed, plain, thinned }) => (
            <line
              key={seed}
              class="pair-line"
              x1={x(seed)}
              x2={x(seed)}
              y1={y(factor * plain[measure])}
              y2={y(factor * thinned[measure])}
            />
          ))
        }
      </Plot>
      <p class="sentence" data-name={`difference-${measure}`}>
        {sentence}
      </p>
    </div>
  )
}

/** What the interval says, and no more. */
function sentenceOf({ name, factor, unit, digits }: Shown, difference: Difference | undefined): string {
  if (difference === undefined) return `${name}: one seed tells of no interval.`
  const [value, low, high] = [difference.value, difference.low, difference.high].map((one) => factor * one) as [
    number,
    number,
    number,
  ]
  const show = (one: number): string => showNumber(one, digits)
  if (low <= 0 && high >= 0)
    return `${name}: without minus with dropout is ${show(value)}${unit} on average. The 95 % interval, ${show(low)} to ${show(high)}, holds 0: these seeds do not tell.`
  const [from, to] = low > 0 ? [low, high] : [-high, -low]
  return `${name}: ${low > 0 ? 'lower' : 'higher'} with dropout by ${show(Math.abs(value))}${unit} on average (95 % interval ${show(from)} to ${show(to)}).`
}
