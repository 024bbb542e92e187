/** A point as it is drawn; y is undefined at a gap. */
export interface Drawn {
  readonly x: number
  readonly y: number | undefined
}

/**
 * As many points as can be seen: of those of one column, one unit wide, the first, the lowest, the highest and the last, and one of its gaps. A line through
 * them covers the same pixels.
 */
export function thinOut(points: readonly Drawn[], columns: number): readonly Drawn[] {
  if (points.length <= 4 * columns) return points
  const kept: Drawn[] = []
  for (let start = 0; start < points.length; ) {
    const column = Math.floor(points[start]!.x)
    let end = start + 1
    while (end < points.length && Math.floor(points[end]!.x) === column) end += 1
    kept.push(...outline(points, start, end))
    start = end
  }
  return kept
}

function outline(points: readonly Drawn[], start: number, end: number): readonly Drawn[] {
  const places = new Set([start, end - 1])
  let [low, high]: [number | undefined, number | undefined] = [undefined, undefined]
  for (let i = start; i < end; i += 1) {
    const { y } = points[i]!
    if (y === undefined) {
      places.add(i)
      continue
    }
    if (low === undefined || y < points[low]!.y!) low = i
    if (high === undefined || y > points[high]!.y!) high = i
  }
  for (const place of [low, high]) if (place !== undefined) places.add(place)
  return [...places].sort((a, b) => a - b).map((i) => points[i]!)
}
