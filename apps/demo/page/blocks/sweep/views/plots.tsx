import { type Axis, Plot, type Series } from '../../../kit/plot.tsx'
import { showNumber } from '../../../kit/shown.tsx'
import type { Scenario } from '../scenarios.ts'
import { FEWEST, type Line, type Measure, type Point } from '../summary.ts'

interface LinesProps {
  readonly lines: readonly Line[]
  readonly measure: Measure
  readonly examples: Scenario['examples']
}

const LOOKS = [
  { color: 1, dash: 'solid' },
  { color: 0, dash: 'dashed' },
  { color: 2, dash: 'dotted' },
] as const

const KEEP = { label: 'keep', from: 0, to: 1 } as const

/** Lines that share a keep stand beside each other. */
const beside = (keep: number, place: number, of: number): number => keep + 0.012 * (place - (of - 1) / 2)

const counted = (size: number, examples: string): string => `${size.toLocaleString('en')} training ${examples}`

/** The interval of a mean, as far as the plot can show it: errors are in percent, losses on a logarithmic axis. */
function drawn({ runs, interval, mean }: Point, measure: Measure): readonly (readonly [number, number])[] {
  if (interval === undefined || runs < FEWEST) return []
  const [least, most] = measure === 'error' ? [0, 100] : [mean / 4, Number.POSITIVE_INFINITY]
  return [[Math.max(least, interval.low), Math.min(most, interval.high)]]
}

/** The mean on new examples over keep, with its interval. */
export function Means({ lines, measure, examples, guess }: LinesProps & { readonly guess: number }) {
  const series = lines.map(
    ({ size, points }, place): Series => ({
      name: counted(size, examples),
      kind: 'linked',
      ...LOOKS[place]!,
      points: points.map(({ keep, mean }) => [beside(keep, place, lines.length), mean]),
      intervals: points.flatMap((point) =>
        drawn(point, measure).map(([low, high]) => [beside(point.keep, place, lines.length), low, high] as const),
      ),
    }),
  )
  const words = lines
    .filter(({ lowest }) => lowest)
    .map(({ size, lowest }) => `with ${counted(size, examples)} it is lowest at keep ${lowest!.keep}`)
  return (
    <Plot
      title={`Mean ${measure} on new ${examples}, 95 % intervals`}
      label={`The ${measure} on new ${examples} over keep${words.length > 0 ? `: ${words.join(', ')}.` : '; runs have not ended yet at all keeps.'}`}
      x={KEEP}
      y={measure === 'error' ? { label: 'error, percent' } : { label: 'cross-entropy', scale: 'log' }}
      series={series}
      height={260}
    >
      {(x) =>
        guess > 0 && (
          <>
            <line class="guess-line" x1={x(guess)} x2={x(guess)} y1={24} y2={226} />
            <text
              class="axis-name"
              x={x(guess) + (guess > 0.5 ? -5 : 5)}
              y={34}
              text-anchor={guess > 0.5 ? 'end' : 'start'}
            >
              your guess
            </text>
          </>
        )
      }
    </Plot>
  )
}

/** The difference to no dropout over keep, of runs with the same seed. */
export function Differences({ lines, measure, examples }: LinesProps) {
  const series = lines.map(
    ({ size, points }, place): Series => ({
      name: counted(size, examples),
      kind: 'dots',
      color: LOOKS[place]!.color,
      points: points.flatMap(({ keep, runs, difference }) =>
        difference && runs >= FEWEST ? [[beside(keep, place, lines.length), difference.value] as const] : [],
      ),
      intervals: points.flatMap(({ keep, runs, difference }) =>
        difference && runs >= FEWEST
          ? [[beside(keep, place, lines.length), difference.low, difference.high] as const]
          : [],
      ),
    }),
  )
  const ends = series.flatMap(({ intervals = [] }) => intervals.flatMap(([, low, high]) => [low, high]))
  const [lowest, highest] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const rest = (highest - lowest) / 8 || 1 // room for the words at both ends
  const y: Axis = {
    label: measure === 'error' ? 'percentage points' : 'cross-entropy',
    from: lowest - rest,
    to: highest + rest,
  }
  const words = lines.flatMap(({ size, points }) => {
    const half = points.find(({ keep }) => keep === 0.5)?.difference
    return half ? [`with ${counted(size, examples)} it is ${showNumber(half.value, 2)} at keep 0.5`] : []
  })
  return (
    <div class="side">
      <Plot
        title="Difference to no dropout, same seeds"
        label={`The difference in ${measure} to no dropout over keep, with 95 % intervals${words.length > 0 ? `: ${words.join(', ')}.` : '; not measured yet.'}`}
        x={KEEP}
        y={y}
        series={series}
        height={260}
      >
        {(x, y) => (
          <>
            <line class="axis" x1={x(0)} x2={x(1)} y1={y(0)} y2={y(0)} />
            <text class="axis-name" x={x(1)} y={18} text-anchor="end">
              ↑ dropout hurts
            </text>
            <text class="axis-name" x={x(1)} y={220} text-anchor="end">
              ↓ dropout helps
            </text>
          </>
        )}
      </Plot>
    </div>
  )
}
