/** The second hidden layer's unit i is number SECOND + i in `off`. */
export const SECOND = 64
/** Points along each side of the decision maps, and of the small maps of single units. */
export const MAP = 48
export const UNIT_MAP = 12

/** The plane of the decision maps reaches from −REACH to REACH along both axes. */
export const REACH = 2.2

/** The points of a map, row by row from the top left: x, y of each. */
export function gridOf(size: number): Float32Array {
  const points = new Float32Array(2 * size * size)
  for (let i = 0; i < size * size; i++) {
    points[2 * i] = REACH * ((2 * ((i % size) + 0.5)) / size - 1)
    points[2 * i + 1] = REACH * (1 - (2 * (Math.floor(i / size) + 0.5)) / size)
  }
  return points
}
