import { scaleLinear, scaleLog } from 'd3-scale'
import { area, line } from 'd3-shape'
import { showNumber } from './shown.tsx'

export type Point = readonly [x: number, y: number]

export interface Series {
  readonly name: string
  /** A color of the page: 0 blue, 1 orange, 2 green, 3 purple, 's' soft gray. */
  readonly color: 0 | 1 | 2 | 3 | 's'
  /** 'linked' are dots with a line through them. */
  readonly kind?: 'line' | 'dots' | 'linked' | 'bars'
  readonly dash?: 'solid' | 'dashed' | 'dotted'
  readonly points: readonly Point[]
  /** The two ends of an interval around each x, drawn as a band behind lines and as whiskers at dots. */
  readonly intervals?: readonly (readonly [x: number, from: number, to: number])[]
}

export interface Axis {
  readonly label: string
  readonly scale?: 'linear' | 'log'
  /** Where the axis starts and ends; without them, at round values around the points. */
  readonly from?: number
  readonly to?: number
}

export interface PlotProps {
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
  /** A sentence that says what is seen. */
  readonly label: string
  readonly height?: number
  /** Whether the names of the series stand below, where there are several. Default true. */
  readonly legend?: boolean
  /** More elements of SVG, placed by the two scales. */
  readonly children?: (x: (value: number) => number, y: (value: number) => number) => preact.ComponentChildren
}

const WIDTH = 420
const MARGIN = { left: 46, right: 12, top: 24, bottom: 34 }

/** Lines, bands, dots and bars between two axes. */
export function Plot({ title, x, y, series, label, height = 220, legend = true, children }: PlotProps) {
  const placed = series.flatMap(({ points }) => points)
  const spans = series.flatMap(({ intervals = [] }) => intervals)
  const xs = scaleOf(x, [...placed.map(([at]) => at), ...spans.map(([at]) => at)], [MARGIN.left, WIDTH - MARGIN.right])
  const ys = scaleOf(
    y,
    [...placed.map(([, at]) => at), ...spans.flatMap(([, from, to]) => [from, to])],
    [height - MARGIN.bottom, MARGIN.top],
  )
  return (
    <figure class="plot">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
        {ys.ticks.map((tick) => (
          <g key={tick.value}>
            <line
              class="grid"
              x1={MARGIN.left}
              x2={WIDTH - MARGIN.right}
              y1={ys.at(tick.value)}
              y2={ys.at(tick.value)}
            />
            <text x={MARGIN.left - 6} y={ys.at(tick.value)} dy="0.32em" text-anchor="end">
              {tick.label}
            </text>
          </g>
        ))}
        <line
          class="axis"
          x1={MARGIN.left}
          x2={WIDTH - MARGIN.right}
          y1={height - MARGIN.bottom}
          y2={height - MARGIN.bottom}
        />
        {xs.ticks.map((tick) => (
          <text key={tick.value} x={xs.at(tick.value)} y={height - MARGIN.bottom + 14} text-anchor="middle">
            {tick.label}
          </text>
        ))}
        <text x={WIDTH - MARGIN.right} y={height - 4} text-anchor="end" class="axis-name">
          {x.label}
        </text>
        <text x={0} y={10} class="axis-name">
          {y.label}
        </text>
        {series.map((one) => (
          <Marks key={one.name} series={one} x={xs.at} y={ys.at} base={ys.at(ys.floor)} />
        ))}
        {children?.(xs.at, ys.at)}
      </svg>
      {legend && series.length > 1 && <Legend series={series} />}
    </figure>
  )
}

interface MarksProps {
  readonly series: Series
  readonly x: (value: number) => number
  readonly y: (value: number) => number
  readonly base: number
}

function Marks({ series, x, y, base }: MarksProps) {
  const { kind = 'line', dash = 'solid', color, points, intervals = [] } = series
  const isDots = kind === 'dots' || kind === 'linked'
  const shown = points.filter(([, value]) => Number.isFinite(value))
  const band = area<readonly [number, number, number]>(
    ([at]) => x(at),
    ([, from]) => y(from),
    ([, , to]) => y(to),
  )
  const path = line<Point>(
    ([at]) => x(at),
    ([, value]) => y(value),
  )
  const thick = Math.max(2, Math.min(26, ((WIDTH - MARGIN.left - MARGIN.right) / Math.max(1, shown.length)) * 0.7))
  return (
    <g class={`c${color} ${kind} ${dash}`}>
      {kind === 'line' && intervals.length > 1 && <path class="band" d={band(intervals) ?? ''} />}
      {(kind === 'line' || kind === 'linked') && <path class="stroke" d={path(shown) ?? ''} />}
      {isDots &&
        intervals.map(([at, from, to]) => (
          <line key={at} class="stroke whisker" x1={x(at)} x2={x(at)} y1={y(from)} y2={y(to)} />
        ))}
      {isDots && shown.map(([at, value], i) => <Dot key={i} color={color} x={x(at)} y={y(value)} />)}
      {kind === 'bars' &&
        shown.map(([at, value]) => (
          <rect
            key={at}
            x={x(at) - thick / 2}
            width={thick}
            y={Math.min(y(value), base)}
            height={Math.abs(base - y(value))}
          />
        ))}
    </g>
  )
}

/** Each color has a shape of its own. */
function Dot({ color, x, y }: { readonly color: Series['color']; readonly x: number; readonly y: number }) {
  if (color === 1) return <rect class="mark" x={x - 3} y={y - 3} width={6} height={6} />
  if (color === 2) return <path class="mark" d={`M${x - 4} ${y + 3}H${x + 4}L${x} ${y - 4}Z`} />
  if (color === 3) return <path class="mark" d={`M${x - 4} ${y}L${x} ${y - 4}L${x + 4} ${y}L${x} ${y + 4}Z`} />
  return <circle class="mark" cx={x} cy={y} r={color === 0 ? 3 : 2} />
}

/** The names of the series with their lines. */
export function Legend({ series }: { series: readonly Pick<Series, 'name' | 'color' | 'kind' | 'dash'>[] }) {
  return (
    <ul class="legend">
      {series.map(({ name, color, kind = 'line', dash = 'solid' }) => (
        <li key={name}>
          <svg viewBox="0 0 24 12" aria-hidden="true" class={`c${color} ${kind} ${dash}`}>
            {(kind === 'line' || kind === 'linked') && <path class="stroke" d="M1 6H23" />}
            {(kind === 'dots' || kind === 'linked') && <Dot color={color} x={12} y={6} />}
            {kind === 'bars' && <rect x="7" y="1" width="10" height="10" />}
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

interface Scale {
  readonly at: (value: number) => number
  readonly ticks: readonly { readonly value: number; readonly label: string }[]
  /** Where bars stand: 0, or the start of the axis. */
  readonly floor: number
}

function scaleOf(axis: Axis, values: readonly number[], range: [number, number]): Scale {
  const isLog = axis.scale === 'log'
  const finite = values.filter((value) => Number.isFinite(value) && (!isLog || value > 0))
  let from = axis.from ?? smallest(finite, isLog ? 0.1 : 0)
  let to = axis.to ?? largest(finite, 1)
  if (!(to > from)) [from, to] = isLog ? [from / 2, to * 2] : [from - 0.5, to + 0.5]
  const scale = isLog ? scaleLog([from, to], range) : scaleLinear([from, to], range)
  if (axis.from === undefined && axis.to === undefined) scale.nice(isLog ? undefined : 5)
  const room = Math.floor(Math.abs(range[1] - range[0]) / 24)
  const ticks = scale.ticks(isLog ? 4 : Math.max(2, Math.min(5, room)))
  const digits = ticks.length > 1 ? Math.max(0, -Math.floor(Math.log10(Math.abs(ticks[1]! - ticks[0]!)) + 1e-9)) : 0
  const format = isLog ? scale.tickFormat(4, '~g') : (value: number) => showNumber(value, Math.min(digits, 6))
  const [low = 0] = scale.domain()
  return {
    at: (value) => scale(value),
    ticks: ticks.map((value) => ({ value, label: format(value) })),
    floor: isLog ? low : Math.max(0, low),
  }
}

const smallest = (values: readonly number[], otherwise: number) =>
  values.length === 0 ? otherwise : values.reduce((a, b) => Math.min(a, b))
const largest = (values: readonly number[], otherwise: number) =>
  values.length === 0 ? otherwise : values.reduce((a, b) => Math.max(a, b))
