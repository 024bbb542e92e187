import { BOUNDS, GRID, truth } from './curve.ts'
import { PREDICTORS, type PredictorName } from './predictors.ts'
import { type AwayFindings, trainingPoints } from './run-seed.ts'

const [WIDTH, HEIGHT] = [860, 360]
const PANEL = { width: 390, gap: 34, left: 36, top: 34, bottom: 290 }
const [LEFT, RIGHT] = [GRID[0]!, GRID.at(-1)!]
/** Of the values that are shown; what lies outside is cut off. */
const MOST = 6

const COLORS = { monteCarlo: '#d9534f', ensemble: '#2a8fd4' } as const satisfies Partial<Record<PredictorName, string>>

/** What Monte Carlo dropout and the ensemble of the first seed say of the curve: mean, and two deviations around it. */
export function awaySvg({ settings, seeds }: AwayFindings): string {
  const [first] = seeds
  const points = trainingPoints(settings, first!.seed)
  const y = (value: number): string => {
    const shown = Math.max(-MOST, Math.min(MOST, value))
    return (PANEL.bottom - ((PANEL.bottom - PANEL.top) * (shown + MOST)) / (2 * MOST)).toFixed(1)
  }
  const panels = Object.entries(COLORS).map(([name, color], i) => {
    const { mean, deviation } = first!.curves[name as PredictorName]
    const from = PANEL.left + i * (PANEL.width + PANEL.gap)
    const x = (value: number): string => (from + (PANEL.width * (value - LEFT)) / (RIGHT - LEFT)).toFixed(1)
    const line = (values: readonly number[], order = GRID): string =>
      order.map((at, j) => `${x(at)},${y(values[j]!)}`).join(' ')
    const edge = (sign: number): number[] => mean.map((value, j) => value + sign * 2 * deviation[j]!)
    const [dataFrom, dataTo] = BOUNDS.inside
    const ranges = [
      [-dataTo, -dataFrom],
      [dataFrom, dataTo],
    ] as const
    return [
      ...ranges.map(
        ([start, end]) =>
          `<rect class="range" x="${x(start)}" y="${PANEL.top}" width="${(Number(x(end)) - Number(x(start))).toFixed(1)}" height="${PANEL.bottom - PANEL.top}"/>`,
      ),
      ...[-6, -3, 0, 3, 6].map(
        (value) =>
          `<line class="grid" x1="${from}" x2="${from + PANEL.width}" y1="${y(value)}" y2="${y(value)}"/>${i === 0 ? `<text x="${from - 8}" y="${Number(y(value)) + 4}" text-anchor="end">${value < 0 ? `−${-value}` : value}</text>` : ''}`,
      ),
      ...[-6, -3, -1, 1, 3, 6].map(
        (value) =>
          `<text x="${x(value)}" y="${PANEL.bottom + 18}" text-anchor="middle">${value < 0 ? `−${-value}` : value}</text>`,
      ),
      `<polygon points="${line(edge(-1))} ${line(edge(1).toReversed(), GRID.toReversed())}" fill="${color}" opacity="0.25"/>`,
      ...Array.from(
        points.inputs.data,
        (at, j) => `<circle class="point" cx="${x(at)}" cy="${y(points.targets.data[j]!)}" r="1.5"/>`,
      ),
      `<polyline class="truth" points="${line(GRID.map(truth))}"/>`,
      `<polyline points="${line(mean)}" fill="none" stroke="${color}" stroke-width="2.5"/>`,
      `<text x="${from + PANEL.width / 2}" y="${PANEL.top - 12}" text-anchor="middle">${PREDICTORS[name as PredictorName]}${name === 'ensemble' ? ` of ${settings.members}` : ''}</text>`,
    ].join('\n')
  })
  const legend = [
    ['<line class="truth" x1="0" x2="26" y1="-4" y2="-4"/>', 'the truth'],
    ['<circle class="point" cx="13" cy="-4" r="2"/>', 'training points'],
    ['<line class="mean" x1="0" x2="26" y1="-4" y2="-4"/>', 'mean'],
    ['<rect class="band" x="0" y="-12" width="26" height="14"/>', 'two deviations around it'],
  ].map(([mark, label], i) => {
    const at = 150 + [0, 110, 250, 330][i]!
    return `<g transform="translate(${at} ${HEIGHT - 16})">${mark}<text x="34" y="0">${label}</text></g>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="A curve learned from two ranges, by Monte Carlo dropout and by an ensemble: mean and deviation inside, between and beyond the ranges">
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.grid { stroke: #d0d7de }
.range { fill: #818b98; opacity: 0.15 }
.point { fill: #59636e }
.truth { fill: none; stroke: #1f2328; stroke-width: 1.5; stroke-dasharray: 5 4 }
.mean { stroke: #818b98; stroke-width: 2.5 }
.band { fill: #818b98; opacity: 0.35 }
svg { background: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .grid { stroke: #3d444d }
  .point { fill: #9198a1 }
  .truth { stroke: #e6edf3 }
  svg { background: #0d1117 }
}
</style>
${[...panels, ...legend].join('\n')}
</svg>
`
}
