import type { Axis, Line, Plot } from '../src/page/block.ts'
import { render } from '../src/page/element.ts'
import { plot } from '../src/page/plots/plot.ts'
import { type Parsed, parsed } from './parsed.ts'

export type Points = Line['points']

export const drawn = (
  lines: readonly (Partial<Line> & { points: Points })[],
  x: Partial<Axis> = {},
  y: Partial<Axis> = {},
): readonly Parsed[] => {
  const given: Plot = {
    title: 'Loss',
    x: { label: 'epoch', ...x },
    y: { label: 'loss', ...y },
    lines: lines.map((line, i) => ({ label: `line ${i}`, color: i, ...line })),
  }
  return parsed(render(plot(given))).elements
}

/** The coordinates of a path, part by part. */
export const partsOf = (elements: readonly Parsed[]): number[][][] =>
  elements
    .filter(({ name, attributes }) => name === 'path' && !attributes['class'])
    .slice(0, 1)
    .flatMap(({ attributes }) => attributes['d']!.split('M').slice(1))
    .map((part) =>
      part
        .replace('Z', '')
        .split('L')
        .map((pair) => pair.split(',').map(Number)),
    )

export const numbered = (label: string): number => Number(label.replaceAll('−', '-'))

/** The ticks of an axis: where each stands, and the number under or beside it. */
export function ticksOf(elements: readonly Parsed[], axis: 'x' | 'y'): { at: number; value: number; label: string }[] {
  const vertical = axis === 'y'
  return elements.flatMap(({ name, attributes }, i) => {
    const match = attributes['class'] === 'grid' && attributes['d']!.match(vertical ? /,([\d.]+)H/ : /^M([\d.]+),.*V/)
    const label = elements[i + 1]!
    return name === 'path' && match ? [{ at: Number(match[1]), value: numbered(label.text), label: label.text }] : []
  })
}

/** Reads a coordinate off an axis by two of its ticks. */
export function inverse(ticks: readonly { at: number; value: number }[], log: boolean): (at: number) => number {
  const [first, last] = [ticks[0]!, ticks.at(-1)!]
  const [low, high] = log ? [Math.log(first.value), Math.log(last.value)] : [first.value, last.value]
  return (at) => {
    const value = low + ((at - first.at) / (last.at - first.at)) * (high - low)
    return log ? Math.exp(value) : value
  }
}
