/** The most probable class of each row of [n, classes]; the lowest among equals. */
export function mostProbable({ data }: { readonly data: ArrayLike<number> }, classes: number): Int32Array {
  const best = new Int32Array(data.length / classes)
  for (let i = 0; i < data.length; i++) {
    const row = Math.floor(i / classes)
    if (data[i]! > data[row * classes + best[row]!]!) best[row] = i % classes
  }
  return best
}
