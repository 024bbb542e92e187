/** log Γ(x) for x > 0: Stirling's series, after shifting x beyond 10. */
function logGamma(x: number): number {
  let shift = 0
  let y = x
  for (; y < 10; y++) shift -= Math.log(y)
  const inverse = 1 / (y * y)
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / y
  return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series
}

/**
 * The regularized incomplete gamma functions P(a, x) and Q(a, x), each with a small relative error however small it is:
 * the smaller by its series or its continued fraction, the other as the rest.
 */
export function gammaTails(a: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 }
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (a + n)
      sum += term
    }
    const lower = scale * sum
    return { lower, upper: 1 - lower }
  }
  // Lentz's evaluation of the continued fraction of Q.
  let b = x + 1 - a
  let c = Number.MAX_VALUE
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 100_000; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  const upper = scale * fraction
  return { lower: 1 - upper, upper }
}

/** How unlikely a value of chi-square is, both ways: too far from what was expected, or too near. */
export function chiSquareP(value: number, degrees: number): number {
  const { lower, upper } = gammaTails(degrees / 2, value / 2)
  return Math.min(1, 2 * Math.min(lower, upper))
}

/** How unlikely a standard normal value is, both ways. */
export function normalP(z: number): number {
  return gammaTails(0.5, (z * z) / 2).upper
}
