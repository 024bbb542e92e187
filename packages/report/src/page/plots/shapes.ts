import { line as pathOf } from 'd3-shape'
import type { Line } from '../block.ts'
import { type Element, element } from '../element.ts'
import { type Frame, rounded } from './frame.ts'
import type { Scale } from './scale.ts'
import { type Drawn, thinOut } from './thin-out.ts'

/** The ways in which a line is drawn. */
export interface Shaped {
  readonly line: Line
  readonly x: Scale
  readonly y: Scale
  readonly frame: Frame
  /** Of bars: the place of this line among those that have bars, how many have, and the width of a group of bars. */
  readonly bars: { readonly place: number; readonly of: number; readonly width: number }
}

/** A line with so few points has a mark at each. */
const FEW = 12

export const classOf = ({ color, dash = 'solid', shape = 'line' }: Line): string =>
  `${color === 'soft' ? 'cs' : `c${color}`} ${dash} ${shape}`

export const shapes: { readonly [Name in NonNullable<Line['shape']>]: (shaped: Shaped) => readonly Element[] } = {
  line({ line, x, y, frame }) {
    const places = placesOf(line, x, y)
    const drawn = thinOut(places, frame.right - frame.left)
    const path = pathOf<Drawn>(
      (point) => point.x,
      (point) => point.y!,
    )
      .defined((point) => point.y !== undefined)
      .digits(1)(drawn)
    // What has no neighbor would be no line.
    const marked = places.filter(
      ({ y }, i) =>
        y !== undefined && (places.length <= FEW || (places[i - 1]?.y === undefined && places[i + 1]?.y === undefined)),
    )
    const isReference = line.color === 'soft'
    return [
      ...(path ? [element('path', { d: path })] : []),
      ...(isReference && path ? [] : marked.map((point) => mark(point, 2.5))),
    ]
  },
  marks: ({ line, x, y }) => placesOf(line, x, y).flatMap((point) => (point.y === undefined ? [] : [mark(point, 3)])),
  bars({ line, x, y, frame, bars: { place, of, width } }) {
    const each = width / of
    const base = Math.min(frame.bottom, Math.max(frame.top, y.at(0) ?? frame.bottom))
    return placesOf(line, x, y).flatMap(({ x: center, y: end }) => {
      if (end === undefined) return []
      const left = center - width / 2 + place * each
      return [
        element('rect', {
          x: rounded(left),
          y: rounded(Math.min(end, base)),
          width: Math.max(0.5, rounded(each * 0.9)),
          height: rounded(Math.abs(end - base)),
        }),
      ]
    })
  },
}

function placesOf({ points }: Line, x: Scale, y: Scale): readonly Drawn[] {
  return points.flatMap(([at, value]) => {
    const place = x.at(at)
    return place === undefined ? [] : [{ x: place, y: y.at(value) }]
  })
}

const mark = ({ x, y }: Drawn, r: number): Element => element('circle', { cx: rounded(x), cy: rounded(y!), r })
