import type { Line, Plot } from '../block.ts'
import { showNumber } from '../numbers.ts'
import { axisTitle } from './axes.ts'

/** What a plot shows, for those who do not see it. */
export function description({ title, x, y, lines }: Plot): string {
  return [
    `${title}: ${axisTitle(y)} by ${axisTitle(x)}.`,
    ...lines.filter(({ color }) => color !== 'soft').map((line) => sentence(line, x.label)),
  ].join(' ')
}

function sentence({ label, points, shape }: Line, x: string): string {
  const shown = points.filter(([at, value]) => Number.isFinite(at) && value !== null && Number.isFinite(value))
  const [first, last] = [shown[0], shown.at(-1)]
  if (!first || !last) return `${label}: no values.`
  if (shown.length === 1) return `${label}: ${showNumber(first[1])} at ${x} ${showNumber(first[0])}.`
  let [low, high] = [first, first]
  for (const point of shown) {
    if (point[1]! < low[1]!) low = point
    if (point[1]! > high[1]!) high = point
  }
  const at = ([place, value]: Line['points'][number]): string => `${showNumber(value)} at ${x} ${showNumber(place)}`
  if (shape === 'bars') return `${label}: highest ${at(high)}, lowest ${at(low)}.`
  return `${label}: from ${at(first)} to ${at(last)}; lowest ${at(low)}, highest ${at(high)}.`
}
