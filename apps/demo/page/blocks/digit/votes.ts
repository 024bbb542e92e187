/** How many of the thinned networks find each of the ten classes most probable, from their probabilities [samples, 10]. */
export function votesOf(samples: ArrayLike<number>): readonly number[] {
  const votes = new Array<number>(10).fill(0)
  for (let from = 0; from < samples.length; from += 10) {
    let most = 0
    for (let label = 1; label < 10; label++) if (samples[from + label]! > samples[from + most]!) most = label
    votes[most]! += 1
  }
  return votes
}
