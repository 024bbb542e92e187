import type { Stroke } from '@thinned/data'

/** A point on the way of a hand: x to the right and y down, on a pad of 100 × 100. A third number marks a sharp turn. */
type Point = readonly [x: number, y: number, sharp?: 1]

/** How a person may write each digit, stroke by stroke, a point x y after the other, ! behind a sharp turn. The names say which habit. Nothing was trained on them. */
const HANDS: Readonly<Record<string, string>> = {
  '0 round': '52 14, 30 24, 24 50, 32 78, 52 86, 70 74, 76 48, 68 22, 50 14',
  '0 narrow': '56 10, 40 28, 34 60, 42 88, 54 86, 64 62, 66 32, 58 10',
  '0 open': '48 18, 28 34, 26 62, 46 82, 68 70, 74 44, 60 22, 54 20',
  '0 clockwise': '44 16, 66 20, 78 46, 70 78, 46 88, 26 68, 26 36, 42 14, 50 12',
  '1 bar': '50 12, 50 50, 51 88',
  '1 slanted': '60 14, 50 52, 42 88',
  '1 flag': '36 32, 54 12!, 54 50, 53 90',
  '1 flag and foot': '38 28, 52 14!, 52 86 / 34 87, 70 86',
  '2 swan': '28 32, 38 16, 58 16, 68 32, 58 54, 40 72, 26 84!, 50 84, 76 82',
  '2 loop': '30 26, 50 14, 68 28, 58 56, 34 80, 26 74, 40 70, 58 82, 76 78',
  '2 angular': '28 22, 52 14, 70 26, 50 54, 24 86!, 74 86',
  '2 wide': '22 36, 36 20, 60 20, 70 36, 48 60, 20 80!, 48 76, 82 82',
  '3 round': '30 22, 48 12, 66 24, 60 42, 44 48!, 64 54, 72 70, 54 88, 28 80',
  '3 flat top': '28 14, 70 14!, 46 42!, 66 50, 70 72, 52 86, 28 78',
  '3 flowing': '34 18, 56 14, 64 30, 50 46, 46 48, 62 56, 64 76, 46 90, 26 82',
  '3 small top': '36 24, 50 14, 60 24, 50 38, 44 40!, 70 52, 68 80, 44 90, 26 76',
  '4 open': '34 14, 28 52!, 74 52 / 62 16, 60 88',
  '4 closed': '60 88, 60 12!, 24 62!, 78 62',
  '4 in two': '58 12, 26 60!, 78 58 / 62 36, 60 90',
  '4 short bar': '30 16, 30 48!, 64 46 / 66 12, 64 90',
  '5 in two': '36 16, 34 44!, 56 42, 70 60, 58 84, 30 82 / 36 16, 70 14',
  '5 in one': '70 14, 36 16!, 32 46!, 54 42, 70 60, 56 86, 28 80',
  '5 like an s': '68 16, 44 18, 36 34, 52 48, 68 62, 56 84, 30 84',
  '5 small belly': '66 12, 38 12!, 36 54!, 54 52, 64 68, 54 86, 32 84',
  '6 curve': '62 12, 40 34, 30 66, 44 88, 66 80, 66 60, 48 54, 32 68',
  '6 straight': '60 10, 32 60, 36 82, 58 88, 70 72, 56 56, 36 64',
  '6 hook': '68 22, 54 14, 38 32, 32 62, 44 86, 64 82, 68 64, 52 54, 36 62',
  '6 upright': '42 10, 34 46, 36 80, 54 90, 68 74, 56 58, 36 66',
  '7 plain': '26 16, 74 16!, 44 88',
  '7 barred': '28 14, 72 14!, 46 88 / 38 50, 70 48',
  '7 curved': '26 22, 50 16, 72 18!, 56 46, 48 88',
  '7 serif': '26 28, 28 14!, 74 16!, 52 52, 46 90',
  '8 one stroke': '66 24, 50 12, 34 24, 42 42, 62 58, 68 76, 50 90, 32 76, 40 56, 60 40, 66 24',
  '8 circles': '50 12, 36 20, 36 38, 50 46, 64 38, 64 20, 50 12 / 50 46, 32 58, 32 78, 50 90, 68 78, 68 58, 50 46',
  '8 slanted': '70 22, 56 10, 42 20, 46 42, 58 62, 50 86, 32 86, 32 66, 52 46, 70 26',
  '8 narrow': '58 16, 48 12, 40 26, 50 46, 60 68, 52 88, 40 80, 42 62, 54 42, 60 20',
  '9 straight': '66 26, 50 14, 34 28, 40 48, 58 46, 67 24!, 64 88',
  '9 curved': '66 28, 48 14, 32 30, 42 50, 60 44, 68 26, 66 60, 52 88, 34 84',
  '9 leaning': '70 20, 52 12, 38 30, 46 46, 62 40, 70 20!, 56 54, 44 90',
  '9 in two': '64 20, 46 12, 32 28, 42 48, 62 42 / 66 14, 65 50, 62 90',
}

const HANDS_READ = Object.entries(HANDS).map(([name, text]) => [name, text.split(' / ').map(pointsOf)] as const)

function pointsOf(stroke: string): readonly Point[] {
  return stroke.split(', ').map((point) => {
    const [x, y] = point.replace('!', '').split(' ').map(Number) as [number, number]
    return point.endsWith('!') ? [x, y, 1] : [x, y]
  })
}

/** What a mouse reports: a point every few pixels on a pad of 280 pixels, whole pixels. */
const PAD = 280

export interface Drawn {
  readonly name: string
  readonly digit: number
  readonly strokes: readonly Stroke[]
}

/** Carefully written digits. */
export const NEAT: readonly Drawn[] = HANDS_READ.map(([name, hand]) => drawn(name, hand))

/** The same hands in a hurry, each `count` times: turned, slanted, squeezed, unsteady, of any size and anywhere, with too few points. */
export function sloppy(count: number): readonly Drawn[] {
  return Array.from({ length: count }, (_, i) =>
    HANDS_READ.map(([name, hand], j) => {
      const around = randomAround(7919 * i + 104729 * j + 1)
      const [turn, slant, squeeze, size] = [0.2 * around(), 0.25 * around(), 1 + 0.3 * around(), 0.55 + 0.3 * around()]
      const [left, top] = [20 * around(), 20 * around()]
      const shaken = hand.map((stroke) =>
        stroke.map(([x, y, sharp]): Point => {
          const [u, v] = [x - 50 + 4 * around(), y - 50 + 4 * around()]
          const a = squeeze * (u - slant * v)
          const across = 50 + left + size * (Math.cos(turn) * a - Math.sin(turn) * v)
          const down = 50 + top + size * (Math.sin(turn) * a + Math.cos(turn) * v)
          return sharp ? [across, down, 1] : [across, down]
        }),
      )
      return drawn(`${name}, sloppy ${i}`, shaken, 3, around)
    }),
  ).flat()
}

function drawn(name: string, hand: readonly (readonly Point[])[], steps = 6, around = () => 0): Drawn {
  const strokes = hand.map((points) =>
    curve(points, steps).map(
      ([x, y]) => [Math.round((PAD / 100) * x + around()), Math.round((PAD / 100) * y + around())] as const,
    ),
  )
  return { name, digit: Number(name[0]), strokes }
}

/** A smooth way through the points: cardinal splines, which end at sharp turns. */
function curve(points: readonly Point[], steps: number): (readonly [number, number])[] {
  const way: (readonly [number, number])[] = [[points[0]![0], points[0]![1]]]
  for (let i = 0; i + 1 < points.length; i++) {
    const [from, to] = [points[i]!, points[i + 1]!]
    const before = i === 0 || from[2] ? from : points[i - 1]!
    const after = i + 2 >= points.length || to[2] ? to : points[i + 2]!
    for (let step = 1; step <= steps; step++) {
      const t = step / steps
      const at = (axis: 0 | 1) => {
        const [m0, m1] = [0.5 * (to[axis] - before[axis]), 0.5 * (after[axis] - from[axis])]
        const [t2, t3] = [t * t, t * t * t]
        return (
          (2 * t3 - 3 * t2 + 1) * from[axis] + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * to[axis] + (t3 - t2) * m1
        )
      }
      way.push([at(0), at(1)])
    }
  }
  return way
}

/** Numbers in (−1, 1), the same in each run. */
function randomAround(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 31 - 1
  }
}
