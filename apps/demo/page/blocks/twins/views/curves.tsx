import { Plot, type Series } from '../../../kit/plot.tsx'
import { showNumber } from '../../../kit/shown.tsx'
import type { Curve, Curves as CurvesOf } from './curve-points.ts'

const HEIGHT = 130

/** Both networks on the same axes: losses, gaps, and what dropout lets training see. */
export function Curves({ plain, thinned }: CurvesOf) {
  return (
    <div class="curves">
      <Plot
        title="Loss of the full networks"
        label={`Cross-entropy by epoch. ${lossesOf('without', plain)} ${lossesOf('with', thinned)}`}
        height={HEIGHT + 30}
        x={{ label: 'epoch', from: 0, to: lastEpoch(plain) }}
        y={{ label: 'cross-entropy', from: 0, to: top([plain.test, thinned.test, plain.train, thinned.train]) }}
        series={[
          { name: 'test, without dropout', color: 2, points: plain.test },
          { name: 'test, with dropout', color: 3, points: thinned.test },
          { name: 'training, without dropout', color: 2, dash: 'dashed', points: plain.train },
          { name: 'training, with dropout', color: 3, dash: 'dashed', points: thinned.train },
        ]}
      />
      <Gap plain={plain} thinned={thinned} />
      <Plot
        title="With dropout, on the training examples"
        label={`Training loss by epoch of the thinned networks and of the full network; last ${last(thinned.thinned)} and ${last(thinned.train)}.`}
        height={HEIGHT}
        x={{ label: 'epoch', from: 0, to: lastEpoch(plain) }}
        y={{ label: 'cross-entropy', from: 0, to: top([thinned.thinned, thinned.train]) }}
        series={[
          { name: 'thinned networks', color: 1, dash: 'dotted', points: thinned.thinned },
          { name: 'full network', color: 3, dash: 'dashed', points: thinned.train },
        ]}
      />
      <p class="soft">
        The same weights, twice: with random units dropped, as training sees them, and with all. The thinned loss jumps
        with its masks and is usually the larger one; judge training by the full network.
      </p>
    </div>
  )
}

function Gap({ plain, thinned }: CurvesOf) {
  const series: Series[] = [
    { name: 'without dropout', color: 2, points: plain.gap },
    { name: 'with dropout', color: 3, points: thinned.gap },
  ]
  const all = series.flatMap(({ points }) => points.map(([, value]) => value))
  return (
    <Plot
      title="Gap: test error − training error"
      label={`The gap by epoch; last ${last(plain.gap, 1)} percentage points without dropout and ${last(thinned.gap, 1)} with.`}
      height={HEIGHT}
      x={{ label: 'epoch', from: 0, to: lastEpoch(plain) }}
      legend={false}
      y={{
        label: 'percentage points',
        from: 5 * Math.floor(Math.min(0, ...all) / 5),
        to: 5 * Math.ceil(Math.max(10, ...all) / 5),
      }}
      series={series}
    />
  )
}

const lossesOf = (how: string, { train, test }: Curve): string =>
  `${how === 'with' ? 'With' : 'Without'} dropout the last test loss is ${last(test)} and the last training loss ${last(train)}.`

const last = (points: Curve['train'], digits = 2): string => showNumber(points.at(-1)?.[1], digits)
const lastEpoch = ({ test }: Curve): number => Math.max(10, test.at(-1)?.[0] ?? 0)

/** The upper end of an axis of losses: it grows in steps, so that the lines do not shake. */
function top(lines: readonly Curve['train'][]): number {
  const largest = Math.max(0.5, ...lines.flatMap((points) => points.map(([, value]) => value)))
  return largest <= 1 ? Math.ceil(4 * largest) / 4 : Math.ceil(2 * largest) / 2
}
