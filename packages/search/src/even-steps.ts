/** Places from 0 to 1 in equal steps; one alone is the middle. */
export function evenSteps(points: number): readonly number[] {
  return points === 1 ? [0.5] : Array.from({ length: points }, (_, i) => i / (points - 1))
}
