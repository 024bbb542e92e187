import type { Axis } from '../block.ts'
import { type Element, element } from '../element.ts'
import { FONT, type Frame, fitted, rounded, WIDTH, widthOf } from './frame.ts'
import type { Scale } from './scale.ts'
import type { Tick } from './ticks.ts'

/** 'loss (nats), log scale'. */
export const axisTitle = ({ label, unit, scale }: Axis): string =>
  `${label}${unit ? ` (${unit})` : ''}${scale === 'log' ? ', log scale' : ''}`

/** As many ticks as can be read side by side. */
export function ticksBeside(scale: Scale): readonly Tick[] {
  for (let most = 8; most > 1; most -= 1) {
    const ticks = scale.ticks(most)
    const widest = ticks.reduce((max, { label }) => Math.max(max, widthOf(label)), 0)
    const places = ticks.map((tick) => centerOf(tick, scale.at(tick.value) ?? 0))
    if (places.every((place, i) => i === 0 || place - places[i - 1]! >= widest + FONT)) return ticks
  }
  return scale.ticks(1)
}

/** Where the label of a tick stands: under it, but within the drawing. */
const centerOf = ({ label }: Tick, at: number): number => Math.min(at, WIDTH - widthOf(label) / 2)

/** The ticks, grid and titles of both axes. */
export function axes(
  { left, right, top, bottom }: Frame,
  x: { readonly axis: Axis; readonly scale: Scale; readonly ticks: readonly Tick[] },
  y: { readonly axis: Axis; readonly scale: Scale; readonly ticks: readonly Tick[] },
): readonly Element[] {
  const text = (content: string, at: number, baseline: number, anchor: string): Element =>
    element('text', { x: rounded(at), y: rounded(baseline), 'text-anchor': anchor }, content)
  const rows = y.ticks.flatMap(({ value, label }) => {
    const at = y.scale.at(value)
    if (at === undefined) return []
    const grid = element('path', { class: 'grid', d: `M${left},${rounded(at)}H${right}` })
    return [grid, text(label, left - 6, at + FONT / 3, 'end')]
  })
  const columns = x.ticks.flatMap((tick) => {
    const at = x.scale.at(tick.value)
    if (at === undefined) return []
    const grid = element('path', { class: 'grid', d: `M${rounded(at)},${top}V${bottom}` })
    return [grid, text(tick.label, centerOf(tick, at), bottom + FONT + 4, 'middle')]
  })
  return [
    ...rows,
    ...columns,
    element('path', { class: 'axis', d: `M${left},${top}V${bottom}H${right}` }),
    text(fitted(axisTitle(y.axis), WIDTH), 0, FONT, 'start'),
    text(fitted(axisTitle(x.axis), right - left), (left + right) / 2, bottom + 2 * FONT + 10, 'middle'),
  ]
}
