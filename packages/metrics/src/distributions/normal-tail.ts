/** From here on the continued fraction is as exact. */
const FAR = 7.07106781186547
const SQRT_2PI = 2.5066282746310002

/**
 * P(Z > z) of a standard normal Z for z ≥ 0, within 4e-16, from e^(−z²/2), which a density needs too. For sums over many samples: far out,
 * `normalUpperTail` has more digits, but takes some twenty times as long. Source: Hart et al. 1968, approximation 5666, as in West 2005.
 */
export function normalTail(z: number, power: number): number {
  if (z >= FAR) return power / (SQRT_2PI * (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))))
  let top = 3.52624965998911e-2 * z + 0.700383064443688
  top = top * z + 6.37396220353165
  top = top * z + 33.912866078383
  top = top * z + 112.079291497871
  top = top * z + 221.213596169931
  top = top * z + 220.206867912376
  let bottom = 8.83883476483184e-2 * z + 1.75566716318264
  bottom = bottom * z + 16.064177579207
  bottom = bottom * z + 86.7807322029461
  bottom = bottom * z + 296.564248779674
  bottom = bottom * z + 637.333633378831
  bottom = bottom * z + 793.826512519948
  bottom = bottom * z + 440.413735824752
  return (power * top) / bottom
}
