/** One thing that is measured, whoever does it. */
export interface Workload {
  readonly name: string
  readonly unit: string
  /** What is done, for the help and the page. */
  readonly about: string
  /** How it is measured: runs are timed, or each repetition is a fresh process of its own kind. */
  readonly kind: 'timed' | 'import' | 'start' | 'memory' | 'bundle'
  /** The figure in `unit`: from the milliseconds of one run, or from what a fresh process says. */
  readonly figure: (measured: number) => number
  /** Limits of the machine that take their turns with it. */
  readonly limits: readonly string[]
  /** Whether only the primary implementations do it, because a run takes seconds. */
  readonly primaryOnly?: boolean
  /** Whether a quick run leaves it out. */
  readonly long?: boolean
}
