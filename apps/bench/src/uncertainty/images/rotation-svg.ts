import { summarize } from '../summary.ts'
import { PREDICTORS, type PredictorName } from './predictors.ts'
import type { ImageFindings } from './run-seed.ts'
import { ANGLES } from './settings.ts'

const [WIDTH, HEIGHT] = [800, 360]
const PLOT = { left: 56, right: 540, top: 20, bottom: 310 }
const MOST_ANGLE = ANGLES.at(-1)!

/** Dark enough on white, light enough on black; and dashes, for those who do not see the colors. */
const LINES: Readonly<Record<PredictorName, readonly [color: string, dashes: string]>> = {
  softmax: ['#7a7f87', ''],
  fullNetwork: ['#b07d2b', '6 4'],
  monteCarlo: ['#d9534f', ''],
  ensemble: ['#2a8fd4', ''],
  dropoutEnsemble: ['#3a9d5d', '6 4'],
}

/** The mean entropy of 1s over the angle by which they are rotated: the mean over seeds, and the range of the seeds as a band. */
export function rotationSvg({ seeds, settings }: ImageFindings): string {
  const names = Object.keys(PREDICTORS) as PredictorName[]
  const top =
    0.25 * Math.ceil(4 * Math.max(...seeds.flatMap((seed) => names.flatMap((name) => seed.entropyOfOnes[name]))))
  const x = (angle: number): number => PLOT.left + ((PLOT.right - PLOT.left) * angle) / MOST_ANGLE
  const y = (nats: number): number => PLOT.bottom - ((PLOT.bottom - PLOT.top) * nats) / top
  const points = (values: readonly number[], order = ANGLES): string =>
    order.map((angle, i) => `${x(angle).toFixed(1)},${y(values[i]!).toFixed(1)}`).join(' ')
  const at = (name: PredictorName, reduce: (values: readonly number[]) => number): number[] =>
    ANGLES.map((_, i) => reduce(seeds.map((seed) => seed.entropyOfOnes[name][i]!)))
  const bands = names.map((name) => {
    const [low, high] = [at(name, (values) => Math.min(...values)), at(name, (values) => Math.max(...values))]
    const back = points(high.toReversed(), ANGLES.toReversed())
    return `<polygon points="${points(low)} ${back}" fill="${LINES[name][0]}" opacity="0.12"/>`
  })
  const lines = names.map((name) => {
    const [color, dashes] = LINES[name]
    const means = at(name, (values) => summarize(values).mean)
    return `<polyline points="${points(means)}" fill="none" stroke="${color}" stroke-width="2.5"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`
  })
  const labels = names.map((name, i) => {
    const [color, dashes] = LINES[name]
    const [from, height] = [PLOT.right + 20, PLOT.top + 20 + 24 * i]
    return `<line x1="${from}" y1="${height - 4}" x2="${from + 26}" y2="${height - 4}" stroke="${color}" stroke-width="2.5"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/><text x="${from + 34}" y="${height}">${PREDICTORS[name]}</text>`
  })
  const ticksX = [0, 30, 60, 90, 120, 150, 180].map(
    (angle) => `<text x="${x(angle)}" y="${PLOT.bottom + 20}" text-anchor="middle">${angle}°</text>`,
  )
  const ticksY = Array.from({ length: 4 * top + 1 }, (_, i) => i / 4).map(
    (nats) =>
      `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(nats).toFixed(1)}" y2="${y(nats).toFixed(1)}"/><text x="${PLOT.left - 8}" y="${(y(nats) + 4).toFixed(1)}" text-anchor="end">${nats.toFixed(2)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Mean entropy of ${settings.ones} test images of a 1 over the angle by which they are rotated">
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.grid { stroke: #d0d7de }
svg { background: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .grid { stroke: #3d444d }
  svg { background: #0d1117 }
}
</style>
${[...ticksY, ...ticksX, ...bands, ...lines, ...labels].join('\n')}
<text x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">rotation</text>
<text transform="translate(14 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">mean entropy, nats</text>
</svg>
`
}
