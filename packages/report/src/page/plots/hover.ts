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
  const values = new Map<number, string[]>()
  for (const { label, points, color } of lines) {
    if (color === 'soft') continue
    for (const [at, value] of points) {
      const told = `${label}: ${showNumber(value)}${unit && value !== null ? ` ${unit}` : ''}`
      if (x.at(at) !== undefined) values.set(at, [...(values.get(at) ?? []), told])
    }
  }
  const all = [...values.keys()].sort((a, b) => a - b)
  const step = Math.ceil(all.length / MOST)
  const shown = all.filter((_, i) => i % step === 0 || i === all.length - 1)
  const places = shown.map((value) => x.at(value)!)
  return shown.map((value, i) => {
    const start = i === 0 ? left : Math.max(left, (places[i - 1]! + places[i]!) / 2)
    const end = i === places.length - 1 ? right : Math.min(right, (places[i]! + places[i + 1]!) / 2)
    const title = [`${axis.label} ${showNumber(value)}`, ...values.get(value)!].join('\n')
    return element(
      'rect',
      { class: 'hover', x: rounded(start), y: top, width: rounded(Math.max(0, end - start)), height: bottom - top },
      element('title', {}, title),
    )
  })
}
