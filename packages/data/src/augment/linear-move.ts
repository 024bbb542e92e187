import type { Coordinates, ImageSize } from './augmentation.ts'

/** Maps places linearly about the middle of the image: (x, y) becomes (a x + b y, c x + d y), seen from there. */
export function linearMove(
  { x, y }: Coordinates,
  { height, width }: ImageSize,
  [a, b, c, d]: readonly [number, number, number, number],
): void {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2]
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - middleX, y[i]! - middleY]
    x[i] = middleX + (a * dx + b * dy)
    y[i] = middleY + (c * dx + d * dy)
  }
}
