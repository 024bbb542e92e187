// Of splits into N rows for the calibration and M others, the share of covered rows is that of M draws from Beta(k, N + 1 − k), with k = 36 for
// alpha 0.1, where no scores tie. So the mean over 2,000 splits is normal with a known mean, 36/40, and a known spread, and it is off by 4.9 spreads
// once in a million tests.

export const ALPHA = 0.1
export const MEAN = 0.9
const [SPLITS, N, M] = [2000, 39, 20]
export const ROWS_OF_ALL_SPLITS: number = SPLITS * (N + M)

const BETA = (MEAN * (1 - MEAN)) / (N + 2)
const SPREAD = Math.sqrt((BETA + (MEAN * (1 - MEAN) - BETA) / M) / SPLITS)
/** How far the simulated coverage may be off; false alarms of each test: 1e-6. */
export const TOLERANCE: number = 4.9 * SPREAD

/** The share of covered rows over all splits; a split gets where its calibration begins and ends, and where its other rows end. */
export function simulatedCoverage(coveredRows: (from: number, middle: number, to: number) => number): number {
  let covered = 0
  for (let split = 0; split < SPLITS; split++) {
    const from = split * (N + M)
    covered += coveredRows(from, from + N, from + N + M)
  }
  return covered / (SPLITS * M)
}
