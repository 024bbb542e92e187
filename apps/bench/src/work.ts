/** One thing that is measured, by one contender. */
export interface Work {
  readonly work: string
  readonly who: string
  readonly mode: string
  readonly threads: number
  readonly unit: string
  /** The figure in `unit`, from the milliseconds that one run takes. */
  readonly value: (milliseconds: number) => number
  readonly run: () => void
  readonly note?: string
}
