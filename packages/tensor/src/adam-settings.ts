/** The numbers of one step of Adam (Kingma and Ba 2015, algorithm 1). */
export interface AdamSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly rate: number
  /** 1 − β1^t and 1 − β2^t, which the biased estimates are divided by. */
  readonly meanLeft: number
  readonly varianceLeft: number
}
