import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { Shown, showKeep, showNumber } from '../../kit/shown.tsx'
import type { AtKeep, Chosen, Convention, Spread } from './compute.ts'
import { after, rules } from './rules.tsx'

const [WIDTH, HEIGHT] = [380, 280]
const MARGIN = { left: 34, top: 10, bottom: 34 }
/** The curves end here, and the distribution begins. */
const [CURVES_END, BARS_START, BARS_END] = [268, 282, 372]
const BINS = 44
const LEAST_KEEP = 0.1

export interface PanelProps {
  readonly convention: Convention
  readonly curves: readonly AtKeep[]
  readonly chosen: Chosen
  /** How many of the drawn masks the distribution shows. */
  readonly shown: number
  /** The span of values, the same for all rules. */
  readonly span: readonly [number, number]
  readonly behind: string | undefined
  readonly onKeep: (keep: number) => void
}

/** One rule: training and prediction over keep, and beside it the values of training at the chosen keep. */
export function Panel({ convention, curves, chosen, shown, span, behind, onKeep }: PanelProps) {
  const { title, training, prediction } = rules[convention]
  const { keep } = chosen
  const { spread, values } = chosen[convention]
  const x = scaleLinear([LEAST_KEEP, 1], [MARGIN.left, CURVES_END])
  const y = scaleLinear(span, [HEIGHT - MARGIN.bottom, MARGIN.top])
  const drag = (event: PointerEvent & { readonly currentTarget: SVGSVGElement }) => {
    if (event.buttons !== 1) return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const at = x.invert(((event.clientX - left) / width) * WIDTH)
    onKeep(Math.round(Math.min(1, Math.max(LEAST_KEEP, at)) * 20) / 20)
  }
  return (
    <section class="rule" aria-label={title} data-rule={convention}>
      <h3>{title}</h3>
      <p class="terms">
        <span class="c0 term">
          in training <math>{after(behind, training)}</math>
        </span>
        <span class="c1 term">
          at prediction <math>{after(behind, prediction)}</math>
        </span>
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={sentenceOf(title, keep, spread)}
        onPointerDown={drag}
        onPointerMove={drag}
      >
        {y.ticks(5).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={MARGIN.left} x2={BARS_END} y1={y(tick)} y2={y(tick)} />
            <text x={MARGIN.left - 5} y={y(tick)} dy="0.32em" text-anchor="end">
              {showNumber(tick, span[1] - span[0] > 2 ? 0 : 1)}
            </text>
          </g>
        ))}
        {[0.1, 0.3, 0.5, 0.7, 0.9].map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT - MARGIN.bottom + 15} text-anchor="middle">
            {tick}
          </text>
        ))}
        <text class="axis-name" x={CURVES_END} y={HEIGHT - 4} text-anchor="end">
          keep
        </text>
        <text class="axis-name" x={BARS_START} y={HEIGHT - 4}>
          at keep {showKeep(keep)}
        </text>
        <clipPath id={`why-${convention}`}>
          <rect
            x={MARGIN.left}
            y={MARGIN.top}
            width={CURVES_END - MARGIN.left}
            height={HEIGHT - MARGIN.top - MARGIN.bottom}
          />
        </clipPath>
        <g clip-path={`url(#why-${convention})`}>
          <Curves curves={curves} convention={convention} x={x} y={y} />
        </g>
        <text class="axis-name halo" x={MARGIN.left + 4} y={MARGIN.top + 8}>
          {behind ? `${behind} of the sum` : 'the sum'}
        </text>
        <Bars values={values.subarray(0, shown)} span={span} y={y} />
        <line class="now" x1={x(keep)} x2={x(keep)} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} />
        <g class="c0">
          <line class="stroke link" x1={x(keep)} x2={BARS_END} y1={y(spread.mean)} y2={y(spread.mean)} />
          <circle class="at" cx={x(keep)} cy={y(spread.mean)} r="4.5" />
        </g>
        <g class="c1 dashed">
          <line class="stroke link" x1={x(keep)} x2={BARS_END} y1={y(spread.predicted)} y2={y(spread.predicted)} />
          <circle class="at" cx={x(keep)} cy={y(spread.predicted)} r="3" />
        </g>
      </svg>
      <Numbers convention={convention} spread={spread} behind={behind} />
    </section>
  )
}

interface Scales {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

/** The band holds the middle 68 % of the masks: of the sum one standard deviation to both sides of its mean, over all masks. */
function Curves({ curves, convention, x, y }: { curves: readonly AtKeep[]; convention: Convention } & Scales) {
  const at = curves.map((one) => ({ keep: one.keep, ...one[convention] }))
  type Point = (typeof at)[number]
  const meanOf = ({ mean, expected }: Point) => expected?.mean ?? mean
  const bandOf = ({ middle, expected }: Point) =>
    expected ? [expected.mean - expected.deviation, expected.mean + expected.deviation] : middle
  const band = area<Point>(
    ({ keep }) => x(keep),
    (point) => y(bandOf(point)[0]!),
    (point) => y(bandOf(point)[1]!),
  )
  const path = (value: (point: Point) => number) =>
    line<Point>(
      ({ keep }) => x(keep),
      (point) => y(value(point)),
    )(at) ?? ''
  return (
    <>
      <g class="c0">
        <path class="band" d={band(at) ?? ''} />
        <path class="stroke wide" d={path(meanOf)} />
        {at.map(({ keep, mean, margin }) => (
          <g key={keep}>
            <line class="stroke whisker" x1={x(keep)} x2={x(keep)} y1={y(mean - margin)} y2={y(mean + margin)} />
            <circle class="at" cx={x(keep)} cy={y(mean)} r="1.8" />
          </g>
        ))}
      </g>
      <g class="c1 dashed">
        <path class="stroke" d={path(({ predicted }) => predicted)} />
      </g>
    </>
  )
}

/** How many of the values lie in each part of the span, as bars to the right. */
function Bars({
  values,
  span: [from, to],
  y,
}: {
  values: Float32Array
  span: readonly [number, number]
  y: (value: number) => number
}) {
  const counts = new Array<number>(BINS).fill(0)
  for (const value of values) {
    const bin = Math.floor(((value - from) / (to - from)) * BINS)
    if (bin >= 0 && bin < BINS) counts[bin]! += 1
  }
  const most = Math.max(...counts, 1)
  const height = Math.abs(y(to) - y(from)) / BINS
  return (
    <g class="c0 bars">
      {counts.map((count, bin) => (
        <rect
          key={bin}
          x={BARS_START}
          y={y(from) - height * (bin + 1) + 0.5}
          width={((BARS_END - BARS_START) * count) / most}
          height={height - 1}
        />
      ))}
    </g>
  )
}

function Numbers({
  convention,
  spread,
  behind,
}: {
  convention: Convention
  spread: Spread
  behind: string | undefined
}) {
  const { mean, margin, deviation, predicted, expected } = spread
  return (
    <>
      <dl class="measures">
        <dt>mean of these masks (95 %)</dt>
        <dd>
          <Shown name={`${convention}-mean`} value={mean} /> ± {showNumber(margin, 3)}
        </dd>
        {expected && (
          <>
            <dt>over all masks</dt>
            <dd>
              <Shown name={`${convention}-expected`} value={expected.mean} />
            </dd>
          </>
        )}
        <dt>at prediction</dt>
        <dd>
          <Shown name={`${convention}-predicted`} value={predicted} />
        </dd>
        <dt>their standard deviation</dt>
        <dd>
          <Shown name={`${convention}-deviation`} value={deviation} />
        </dd>
      </dl>
      <p class="outcome">{verdictOf(spread, behind)}</p>
    </>
  )
}

/** Whether prediction gives the mean of training. Behind a nonlinearity only the drawn masks tell. */
function verdictOf({ mean, margin, predicted, expected }: Spread, behind: string | undefined): string {
  const gap = predicted - (expected?.mean ?? mean)
  const by = showNumber(Math.abs(gap), 3)
  const side = gap > 0 ? 'above' : 'below'
  if (expected) {
    const equal = Math.abs(gap) <= 1e-5 * Math.max(1, Math.abs(predicted))
    return equal
      ? '✓ Prediction is the mean over all masks.'
      : `✗ Prediction lies ${by} ${side} the mean over all masks.`
  }
  if (Math.abs(gap) <= margin) return `After ${behind} these masks show no difference.`
  return `After ${behind} prediction lies ${by} ${side} the mean in training.`
}

const sentenceOf = (title: string, keep: number, { mean, deviation, predicted }: Spread): string =>
  `${title}: training and prediction over keep. At keep ${showKeep(keep)} training has the mean ${showNumber(mean, 2)} and the standard deviation ${showNumber(deviation, 2)}, and prediction gives ${showNumber(predicted, 2)}.`
