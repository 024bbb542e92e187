/** How many values, their mean, and the sum of their squared distances to it. */
export interface Moments {
  readonly count: number
  readonly mean: number
  readonly squares: number
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0 }

/** With one more value each, in their order (Welford 1962): no sum of large squares is subtracted from another. */
export function withValues(moments: Moments, values: ArrayLike<number>): Moments {
  let { count, mean, squares } = moments
  for (let i = 0; i < values.length; i++) {
    const distance = values[i]! - mean
    count++
    mean += distance / count
    squares += distance * (values[i]! - mean)
  }
  return { count, mean, squares }
}

/** Of both together (Chan, Golub and LeVeque 1983). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count
  if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a
  const distance = b.mean - a.mean
  return {
    count,
    mean: a.mean + distance * (b.count / count),
    squares: a.squares + b.squares + distance * distance * ((a.count * b.count) / count),
  }
}
