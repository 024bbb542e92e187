import { log } from '@thinned/math/float64'

/** −Σ p ln p of each row, in nats, of rows that are known to be distributions. */
export function entropyOfRows(probabilities: ArrayLike<number>, classes: number): Float64Array {
  const entropies = new Float64Array(probabilities.length / classes)
  for (let row = 0; row < entropies.length; row++) {
    let sum = 0
    for (let c = 0; c < classes; c++) {
      const probability = probabilities[row * classes + c]!
      if (probability > 0) sum -= probability * log(probability)
    }
    entropies[row] = sum
  }
  return entropies
}
