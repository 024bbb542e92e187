import type { Plot } from '../block.ts'
import { type Element, element } from '../element.ts'
import { showNumber } from '../numbers.ts'
import { type Frame, rounded } from './frame.ts'
import type { Scale } from './scale.ts'

/** More strips than these are too narrow to point at. */
const MOST = 60

/** Strips over the plot, one for each x: pointed at, they tell the values there. */
export function hoverStrips(
  { lines, x: axis, y: { unit } }: Plot,
  x: Scale,
  { left, right, top, bottom }: Frame,
): readonly Element[] {
  const told = lines.filter(({ color }) => color !== 'soft')
  const all = new Set(told.flatMap(({ points }) => points.map(([at]) => at)).filter((at) => x.at(at) !== undefined))
  const step = Math.ceil(all.size / MOST)
  const shown = [...all].sort((a, b) => a - b).filter((_, i) => i % step === 0 || i === all.size - 1)
  const places = shown.map((at) => x.at(at)!)
  const values = new Map(shown.map((at) => [at, [`${axis.label} ${withUnit(at, axis.unit)}`]]))
  for (const { label, points } of told)
    for (const [at, value] of points) values.get(at)?.push(`${label}: ${withUnit(value, unit)}`)
  return shown.map((value, i) => {
    const start = i === 0 ? left : Math.max(left, (places[i - 1]! + places[i]!) / 2)
    const end = i === places.length - 1 ? right : Math.min(right, (places[i]! + places[i + 1]!) / 2)
    return element(
      'rect',
      { class: 'hover', x: rounded(start), y: top, width: rounded(Math.max(0, end - start)), height: bottom - top },
      element('title', {}, values.get(value)!.join('\n')),
    )
  })
}

const withUnit = (value: number | null, unit?: string): string =>
  `${showNumber(value)}${unit && Number.isFinite(value) ? ` ${unit}` : ''}`
