/**
 * What the plots of the element need of d3-scale and d3-shape: linear axes and straight lines. The element's build puts this in their place, since
 * those packages come as one file each, and would add 19 KB (gzip) to a script that is pasted into slides. The test compares it with them.
 */

type Pair = readonly [number, number]

export interface LinearScale {
  (value: number): number
  domain(): [number, number]
  ticks(count: number): number[]
  tickFormat(count: number): (value: number) => string
  nice(count?: number): LinearScale
}

export function scaleLinear(domain: Pair, range: Pair): LinearScale {
  let [from, to] = domain
  const scale = (value: number): number => range[0] + ((value - from) / (to - from)) * (range[1] - range[0])
  return Object.assign(scale, {
    domain: (): [number, number] => [from, to],
    ticks: (count: number): number[] => {
      const step = stepOf(from, to, count)
      const first = Math.ceil(from / step)
      // Division by a whole number rounds once: 3 / 10 is 0.3, 3 · 0.1 is not.
      const at = step < 1 ? (i: number) => i / Math.round(1 / step) : (i: number) => i * step
      return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => at(first + i))
    },
    tickFormat: () => String,
    nice: (count = 10): LinearScale => {
      for (let tries = 0; tries < 10; tries++) {
        const step = stepOf(from, to, count)
        const [low, high] = [Math.floor(from / step) * step, Math.ceil(to / step) * step]
        if (low === from && high === to) break
        from = low
        to = high
      }
      return scale as LinearScale
    },
  })
}

/** The element has no logarithmic axis. */
export const scaleLog = scaleLinear

/** 1, 2 or 5 times a power of ten: the distance of about so many ticks. */
function stepOf(from: number, to: number, count: number): number {
  const rough = (to - from) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const error = rough / power
  return power * (error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.SQRT2 ? 2 : 1)
}

type Of<T> = (item: T) => number

const places = <T>(items: readonly T[], x: Of<T>, y: Of<T>): string[] =>
  items.map((item) => `${rounded(x(item))},${rounded(y(item))}`)

const rounded = (value: number): number => Math.round(1000 * value) / 1000

/** A path through the points. */
export const line =
  <T>(x: Of<T>, y: Of<T>) =>
  (items: readonly T[]): string | null =>
    items.length === 0 ? null : `M${places(items, x, y).join('L')}${items.length === 1 ? 'Z' : ''}`

/** The area between two lines. */
export const area =
  <T>(x: Of<T>, low: Of<T>, high: Of<T>) =>
  (items: readonly T[]): string | null =>
    items.length === 0 ? null : `M${[...places(items, x, high), ...places(items.toReversed(), x, low)].join('L')}Z`
