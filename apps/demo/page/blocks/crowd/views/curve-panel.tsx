import { proxy, type Remote } from 'comlink'
import { useEffect, useRef, useState } from 'preact/hooks'
import { wordsOf } from '../../../kit/connect.ts'
import { Plot, type Point } from '../../../kit/plot.tsx'
import { Percent, Shown, showNumber } from '../../../kit/shown.tsx'
import type { Curve, CurveSummary, Over, Spread } from '../curve.ts'
import { MEMBERS } from '../sizes.ts'
import type { Settings } from '../state.ts'
import type { api } from '../worker.ts'

const SEEDS = 5

/** Numbers in place of classes: a curve that is learned from two ranges. */
export function CurvePanel({
  keep,
  seed,
  ask,
  ready,
  onFailure,
}: Pick<Settings, 'keep' | 'seed'> & {
  readonly ask: Remote<typeof api>['curves']
  /** Whether nothing else is being trained. */
  readonly ready: boolean
  readonly onFailure: (message: string) => void
}) {
  const [curves, setCurves] = useState<readonly Curve[]>([])
  const [summary, setSummary] = useState<CurveSummary>()
  const [going, setGoing] = useState(false)
  const asked = useRef(0)
  const clear = () => {
    asked.current += 1
    setCurves([])
    setSummary(undefined)
    setGoing(false)
    return asked.current
  }
  useEffect(() => void clear(), [keep, seed])

  const start = async (): Promise<void> => {
    const mine = clear()
    setGoing(true)
    const tell = (curve: Curve, so: CurveSummary | undefined) => {
      if (mine !== asked.current) return
      setCurves((before) => [...before, curve])
      setSummary(so)
    }
    try {
      const seeds = Array.from({ length: SEEDS }, (_, i) => (seed + i) % 1000)
      await ask({ keep }, seeds, proxy(tell))
    } catch (thrown) {
      onFailure(wordsOf(thrown))
    }
    if (mine === asked.current) setGoing(false)
  }
  const [first] = curves
  return (
    <section aria-label="A curve">
      <h3>Numbers in place of classes: a curve</h3>
      <p class="note">
        A network with dropout and an ensemble learn y = sin 2x + x / 3 from 200 noisy examples with 1 ≤ |x| ≤ 3. They
        are asked in the gap and beyond too, where nothing tells them what to say. The band is two standard deviations
        of the networks' answers around their mean.
      </p>
      <button type="button" name="curves" disabled={!ready || going} onClick={start}>
        {going ? `Seed ${Math.min(curves.length + 1, SEEDS)} of ${SEEDS} …` : `Learn the curve, with ${SEEDS} seeds`}
      </button>
      {first && (
        <>
          <div class="pair">
            <CurvePlot name="dropout" title="Monte Carlo dropout" color={0} curve={first} />
            <CurvePlot name="ensemble" title={`Ensemble of ${MEMBERS}`} color={1} curve={first} />
          </div>
          {summary && (
            <p>
              Over {curves.length} seeds, with the 95 % interval of the mean: beyond the examples the deviation is{' '}
              <Times name="dropout" of={summary.dropout.growth} /> that among them by Monte Carlo dropout, and{' '}
              <Times name="ensemble" of={summary.ensemble.growth} /> by the ensemble. The truth beyond lies within two
              deviations at <Share name="dropout" of={summary.dropout.holds} /> of the places, and at{' '}
              <Share name="ensemble" of={summary.ensemble.holds} />.
            </p>
          )}
        </>
      )}
    </section>
  )
}

const Times = ({ name, of: { value, low, high } }: { readonly name: string; readonly of: Over['growth'] }) => (
  <>
    <Shown name={`curve-${name}-growth`} value={value} digits={1} /> times ({showNumber(low, 1)} to{' '}
    {showNumber(high, 1)})
  </>
)

const Share = ({ name, of: { value, least, most } }: { readonly name: string; readonly of: Over['holds'] }) => (
  <>
    <Percent name={`curve-${name}-holds`} value={value} /> ({showNumber(100 * least, 0)} to {showNumber(100 * most, 0)}{' '}
    by seed)
  </>
)

function CurvePlot({
  name,
  title,
  color,
  curve,
}: {
  readonly name: 'dropout' | 'ensemble'
  readonly title: string
  readonly color: 0 | 1
  readonly curve: Curve
}) {
  const { mean, deviation, inside, beyond, holds }: Spread = curve[name]
  const at = (values: ArrayLike<number>): Point[] => curve.x.map((x, i) => [x, values[i]!])
  const { x, y } = curve.examples
  return (
    <div>
      <Plot
        title={title}
        label={`${title}: the mean deviation is ${showNumber(inside)} among the examples and ${showNumber(beyond)} beyond them, where two deviations hold the truth at ${Math.round(100 * holds)} % of the places.`}
        x={{ label: 'x', from: -6, to: 6 }}
        y={{ label: 'y', from: -4, to: 4 }}
        series={[
          {
            name: 'mean, and two deviations',
            color,
            points: at(mean),
            intervals: curve.x.map((x, i) => [x, mean[i]! - 2 * deviation[i]!, mean[i]! + 2 * deviation[i]!]),
          },
          { name: 'the truth', color: 's', dash: 'dashed', points: at(curve.truth) },
          { name: 'examples', color: 's', kind: 'dots', points: Array.from(x, (at, i) => [at, y[i]!]) },
        ]}
      />
      <p class="soft">
        Deviation among the examples <Shown name={`curve-${name}-inside`} value={inside} />, in the gap{' '}
        <Shown name={`curve-${name}-gap`} value={curve[name].gap} />, beyond{' '}
        <Shown name={`curve-${name}-beyond`} value={beyond} />.
      </p>
    </div>
  )
}
