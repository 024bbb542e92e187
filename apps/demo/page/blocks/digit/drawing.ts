import type { Stroke } from '@thinned/data'

/** The pad has so many places along each side. */
export const PLACES = 128
/** Where the pen is lifted, among the codes of places. */
const LIFT = PLACES * PLACES
/** A drawing is a list of codes, each a place or the end of a stroke, as the URL keeps it. */
export const CODES: number = LIFT + 1

/** A drawing that is longer takes no more points: its address would not fit everywhere. */
const LONGEST = 400
/** Nearer points are left out: they do not change the picture. */
const NEAR = 2

/** The strokes of a drawing, without empty ones. */
export function strokesOf(codes: readonly number[]): readonly Stroke[] {
  const strokes: [number, number][][] = [[]]
  for (const code of codes) {
    if (code === LIFT) strokes.push([])
    else strokes.at(-1)!.push([code % PLACES, Math.floor(code / PLACES)])
  }
  return strokes.filter((stroke) => stroke.length > 0)
}

export const isFull = (codes: readonly number[]): boolean => codes.length >= LONGEST

/** The drawing with one point more at (x, y), in places of the pad; the same list where the point adds nothing. */
export function withPoint(codes: readonly number[], x: number, y: number): readonly number[] {
  const [column, row] = [place(x), place(y)]
  const last = codes.at(-1)
  if (isFull(codes)) return codes
  if (last !== undefined && last !== LIFT) {
    const [dx, dy] = [column - (last % PLACES), row - Math.floor(last / PLACES)]
    if (dx * dx + dy * dy < NEAR * NEAR) return codes
  }
  return [...codes, column + PLACES * row]
}

/** The drawing with its last stroke ended. */
export function lifted(codes: readonly number[]): readonly number[] {
  return codes.length === 0 || codes.at(-1) === LIFT || isFull(codes) ? codes : [...codes, LIFT]
}

/** Whether the pen lies on the pad: the next point goes on with the last stroke. */
export const isDown = (codes: readonly number[]): boolean => codes.length > 0 && codes.at(-1) !== LIFT

/** The drawing without its last stroke. */
export function withoutLastStroke(codes: readonly number[]): readonly number[] {
  const ended = isDown(codes) ? codes : codes.slice(0, -1)
  return codes.slice(0, ended.lastIndexOf(LIFT) + 1)
}

const place = (at: number): number => Math.min(PLACES - 1, Math.max(0, Math.round(at)))
