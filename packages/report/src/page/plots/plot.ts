import type { Line, Plot } from '../block.ts'
import { type Element, element } from '../element.ts'
import { axes, ticksBeside } from './axes.ts'
import { description } from './description.ts'
import { FONT, type Frame, HEIGHT, ROWS, WIDTH, widthOf } from './frame.ts'
import { hoverStrips } from './hover.ts'
import { type Scale, scaleOf } from './scale.ts'
import { classOf, shapes } from './shapes.ts'

/** A plot with its title and its legend. */
export function plot(given: Plot): Element {
  const { title, lines } = given
  return element(
    'figure',
    { class: 'plot' },
    element('figcaption', {}, title),
    drawing(given),
    element('ul', { class: 'legend' }, ...lines.map(legendItem)),
  )
}

const TOP = FONT + 14
const BOTTOM = HEIGHT - 2 * FONT - 18
/** Room around the data for marks at its ends. */
const ROOM = 4

function drawing(given: Plot): Element {
  const { x: xAxis, y: yAxis, lines } = given
  const ys = lines.flatMap(({ points }) => points.map(([, y]) => y))
  const bars = lines.filter(({ shape }) => shape === 'bars')
  const values = bars.length > 0 && yAxis.scale !== 'log' ? [0, ...ys] : ys
  const y = scaleOf({ axis: yAxis, values, range: [BOTTOM, TOP], round: ROWS })
  const yTicks = y.ticks(ROWS)
  const left = Math.max(24, yTicks.reduce((max, { label }) => Math.max(max, widthOf(label)), 0) + 8)
  const frame: Frame = { left, right: WIDTH - 12, top: TOP, bottom: BOTTOM }
  const xs = lines.flatMap(({ points }) => points.map(([x]) => x))
  const width = bars.length > 0 ? leastDistance(bars) : 0
  const x = scaleOf({
    axis: xAxis,
    values: [...xs, ...bars.flatMap(({ points }) => points.flatMap(([at]) => [at - width / 2, at + width / 2]))],
    range: [frame.left, frame.right],
  })
  const clip = [left - ROOM, TOP - ROOM, frame.right - left + 2 * ROOM, BOTTOM - TOP + 2 * ROOM]
  return element(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': description(given) },
    ...axes(frame, { axis: xAxis, scale: x, ticks: ticksBeside(x) }, { axis: yAxis, scale: y, ticks: yTicks }),
    // An inner drawing cuts off what reaches out of the ends of an axis.
    element(
      'svg',
      { x: clip[0], y: clip[1], width: clip[2], height: clip[3], viewBox: clip.join(' ') },
      ...lines
        .toSorted((a, b) => layerOf(a) - layerOf(b))
        .map((line) =>
          element(
            'g',
            { class: classOf(line) },
            ...shapes[line.shape ?? 'line']({
              line,
              x,
              y,
              frame,
              bars: { place: bars.indexOf(line), of: bars.length, width: widthOfBars(x, width) },
            }),
          ),
        ),
    ),
    ...hoverStrips(given, x, frame),
  )
}

/** References lie below, then bars. */
const layerOf = ({ color, shape }: Line): number => (shape === 'bars' ? 1 : color === 'soft' ? 0 : 2)

function leastDistance(lines: readonly Line[]): number {
  let least = Number.POSITIVE_INFINITY
  for (const { points } of lines) {
    const places = points
      .map(([x]) => x)
      .filter(Number.isFinite)
      .sort((a, b) => a - b)
    for (const [i, place] of places.entries())
      if (i > 0 && place > places[i - 1]!) least = Math.min(least, place - places[i - 1]!)
  }
  return Number.isFinite(least) ? least : 1
}

/** The width on the plot of a distance on its axis. */
function widthOfBars(x: Scale, distance: number): number {
  const start = x.at(x.from)
  const end = x.at(x.from + distance)
  return start === undefined || end === undefined ? 1 : Math.max(1, end - start)
}

function legendItem(line: Line): Element {
  const swatch = line.shape === 'bars' ? { x: 3, y: 1, width: 18, height: 10 } : undefined
  const shape = swatch
    ? element('rect', swatch)
    : line.shape === 'marks'
      ? element('circle', { cx: 12, cy: 6, r: 3 })
      : element('path', { d: 'M0,6H24' })
  return element(
    'li',
    {},
    element('svg', { viewBox: '0 0 24 12', 'aria-hidden': 'true', class: classOf(line) }, shape),
    line.label,
  )
}
