/**
 * For each class of a distribution, the mass of the classes that are more probable, and the number of those that are as probable or more, itself
 * among them. Equals are treated alike. The mass is added from the most probable class on; `total` is that of all classes, which float32 rounds.
 */
export function massAbove(probabilities: Float64Array): { above: Float64Array; ranks: Int32Array; total: number } {
  const classes = probabilities.length
  const order = Int32Array.from({ length: classes }, (_, c) => c).sort((a, b) => probabilities[b]! - probabilities[a]!)
  const above = new Float64Array(classes)
  const ranks = new Int32Array(classes)
  let total = 0
  for (let from = 0; from < classes; ) {
    const probability = probabilities[order[from]!]!
    let to = from
    while (to < classes && probabilities[order[to]!] === probability) to++
    const mass = total
    for (let i = from; i < to; i++) {
      above[order[i]!] = mass
      ranks[order[i]!] = to
      total += probability
    }
    from = to
  }
  return { above, ranks, total }
}
