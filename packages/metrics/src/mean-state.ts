/** A sum and how many terms it has. */
export interface MeanState {
  readonly sum: number
  readonly count: number
}

export const mergeMeans = (a: MeanState, b: MeanState): MeanState => ({ sum: a.sum + b.sum, count: a.count + b.count })
