import { log } from '@thinned/math/float64'

/** Half of a word's range, less half a step: words lie symmetrically about it. */
const MIDDLE = 2147483647.5

/** Exact: 2^−32. */
const STEP = 1 / 0x100000000

/** Within |u − ½| ≤ 0.425 the quantile is q · P(0.425² − q²) / Q(0.425² − q²), q = u − ½. */
const CENTER = 0.425
const CENTER_SQUARED = 0.180625

/** Beyond, it is P(r) / Q(r) of r = √(−log(tail probability)) − 1.6. */
const TAIL_SHIFT = 1.6

/**
 * The standard normal quantile at u = (word + ½) · 2^−32, in float64: z with Φ(z) = u, relative error about 10^−15.
 * `word` is from 0 to 2^32 − 1. Exactly antisymmetric: words w and 2^32 − 1 − w give z and −z. |z| is below 6.34.
 *
 * Algorithm AS 241 (PPND16): Wichura, "The percentage points of the normal distribution", Applied Statistics 37 (1988).
 * Its third range, tails below e^−25, lies beyond the last word.
 */
export function normalQuantile(word: number): number {
  return quantileAbout(centeredUniform(word))
}

/** u − ½ of a word, where u = (word + ½) · 2^−32. */
export function centeredUniform(word: number): number {
  return (word - MIDDLE) * STEP
}

/** The standard normal quantile at ½ + q, |q| below ½ − e^−25. */
export function quantileAbout(q: number): number {
  const distance = Math.abs(q)
  if (distance <= CENTER) return q * center(CENTER_SQUARED - q * q)
  const z = tail(Math.sqrt(-log(0.5 - distance)) - TAIL_SHIFT)
  return q < 0 ? -z : z
}

function center(r: number): number {
  let above = 2509.0809287301227
  above = above * r + 33430.57558358813
  above = above * r + 67265.7709270087
  above = above * r + 45921.95393154987
  above = above * r + 13731.69376550946
  above = above * r + 1971.5909503065513
  above = above * r + 133.14166789178438
  above = above * r + 3.3871328727963665
  let below = 5226.495278852854
  below = below * r + 28729.085735721943
  below = below * r + 39307.89580009271
  below = below * r + 21213.794301586597
  below = below * r + 5394.196021424751
  below = below * r + 687.1870074920579
  below = below * r + 42.31333070160091
  below = below * r + 1
  return above / below
}

function tail(r: number): number {
  let above = 0.0007745450142783414
  above = above * r + 0.022723844989269184
  above = above * r + 0.2417807251774506
  above = above * r + 1.2704582524523684
  above = above * r + 3.6478483247632045
  above = above * r + 5.769497221460691
  above = above * r + 4.630337846156546
  above = above * r + 1.4234371107496835
  let below = 1.0507500716444169e-9
  below = below * r + 0.0005475938084995345
  below = below * r + 0.015198666563616457
  below = below * r + 0.14810397642748008
  below = below * r + 0.6897673349851
  below = below * r + 1.6763848301838038
  below = below * r + 2.053191626637759
  below = below * r + 1
  return above / below
}
