import { line } from 'd3-shape'
import { Plot, type Point } from '../../kit/plot.tsx'
import { Shown } from '../../kit/shown.tsx'
import { Matrix } from './cells.tsx'
import type { RunNumbers } from './compute.ts'
import { EXAMPLES, STEPS, UNITS } from './size.ts'

export interface SoFarProps {
  readonly run: RunNumbers
  readonly activation: readonly number[]
  readonly keep: number
  readonly step: number
  readonly chosen: number
  readonly limit: number
  readonly onChoose: (cell: number) => void
}

/** What the masks of all steps up to this one have in common: how often they kept each unit, and what the outputs are on average. */
export function SoFar({ run, activation, keep, step, chosen, limit, onChoose }: SoFarProps) {
  const unit = chosen % UNITS
  const mean = run.mean[step]!
  const off = mean.reduce((sum, value, cell) => sum + Math.abs(value - activation[cell]!), 0) / mean.length
  const pointsOf = (of: number): Point[] => run.share.slice(0, step + 1).map((shares, at) => [at + 1, shares[of]!])
  // Two standard deviations of the share of n draws.
  const band = Array.from({ length: STEPS }, (_, at): [number, number, number] => {
    const reach = 2 * Math.sqrt((keep * (1 - keep)) / (EXAMPLES * (at + 1)))
    return [at + 1, Math.max(0, keep - reach), Math.min(1, keep + reach)]
  })
  return (
    <div class="pair">
      <div>
        <Matrix
          name="mean"
          title={<>Mean output over the steps so far, as drawn</>}
          label="The mean of the outputs over the steps so far; it comes near to the activations."
          values={mean}
          limit={limit}
          chosen={chosen}
          onChoose={onChoose}
        />
        <p class="soft">
          Of the chosen cell: mean output <Shown name="mean" value={mean[chosen]} />, activation{' '}
          <Shown name="activation-of-mean" value={activation[chosen]} />. Over all cells the two differ by{' '}
          <Shown name="off" value={off} /> on average, and by less the more steps there are: that is why kept units are
          divided by keep.
        </p>
      </div>
      <Plot
        title="How often each unit was kept so far"
        label={`The share of draws that kept each of ${UNITS} units, up to step ${step}; it comes near to keep, ${keep}.`}
        x={{ label: 'steps so far', scale: 'log', from: 1, to: STEPS }}
        y={{ label: 'share of the draws', from: 0, to: 1 }}
        series={[
          {
            name: 'keep ± 2 standard deviations',
            color: 1,
            dash: 'dashed',
            points: [
              [1, keep],
              [STEPS, keep],
            ],
            intervals: band,
          },
          { name: `unit ${unit + 1}`, color: 0, points: pointsOf(unit) },
          { name: 'the other units', color: 's', points: [] },
        ]}
      >
        {(x, y) => {
          const path = line<Point>(
            ([at]) => x(at),
            ([, share]) => y(share),
          )
          return (
            <g class="cs others">
              {Array.from({ length: UNITS }, (_, other) => (
                <path key={other} class="stroke" d={path(pointsOf(other)) ?? ''} />
              ))}
              <g class="c0">
                <circle cx={x(step + 1)} cy={y(run.share[step]![unit]!)} r="4" />
              </g>
            </g>
          )
        }}
      </Plot>
    </div>
  )
}
