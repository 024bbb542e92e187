import type { Points } from '../compute.ts'
import { AWAY, REACH, SIDE } from '../sizes.ts'

/** Where a coordinate lies in a picture from 0 to 1. */
const across = (x: number): number => (x + REACH) / (2 * REACH)

/** The training examples: circles of class 0, squares of class 1. */
export function Dots({ points: { xy, classes } }: { readonly points: Points }) {
  const size = 0.016
  return (
    <>
      {Array.from(classes, (one, i) => {
        const [x, y] = [across(xy[2 * i]!), across(-xy[2 * i + 1]!)]
        return one === 0 ? (
          <circle key={i} class="point class0" cx={x} cy={y} r={size / 2} />
        ) : (
          <rect key={i} class="point class1" x={x - size / 2} y={y - size / 2} width={size} height={size} />
        )
      })}
    </>
  )
}

/** The edge between the cells near the data and those away from it. */
export function Edge({ distance }: { readonly distance: Float32Array }) {
  const away = (row: number, column: number): boolean => distance[row * SIDE + column]! > AWAY
  const parts: string[] = []
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      if (column + 1 < SIDE && away(row, column) !== away(row, column + 1))
        parts.push(`M${(column + 1) / SIDE} ${row / SIDE}v${1 / SIDE}`)
      if (row + 1 < SIDE && away(row, column) !== away(row + 1, column))
        parts.push(`M${column / SIDE} ${(row + 1) / SIDE}h${1 / SIDE}`)
    }
  return <path class="edge" d={parts.join('')} />
}

/** A cross over the cell of the probe. */
export function Cross({ row, column }: { readonly row: number; readonly column: number }) {
  const [x, y] = [(column + 0.5) / SIDE, (row + 0.5) / SIDE]
  const lines = `M${x} 0V${y - 0.02}M${x} ${y + 0.02}V1M0 ${y}H${x - 0.02}M${x + 0.02} ${y}H1`
  return (
    <g class="cross">
      <path class="halo" d={lines} />
      <path d={lines} />
    </g>
  )
}
