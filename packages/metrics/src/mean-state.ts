/** A sum and how many terms it has. */
export interface MeanState {
  readonly sum: number
  readonly count: number
}
