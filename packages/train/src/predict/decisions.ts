import type { Networks } from './networks.ts'

/** With a tolerance, the fewest samples of a row: the spread of fewer says too little. */
export const FEWEST = 10

export interface Rule {
  /** The samples of a row; the most of them with a tolerance. */
  readonly samples: number
  /** The largest standard error of the mean of a row that has seen enough. Without it, all rows see all samples. */
  readonly tolerance: number | undefined
}

/** How many samples each row has seen, and which rows have seen enough. */
export class Decisions {
  /** The samples of each row [n]. */
  readonly counts: Int32Array<ArrayBuffer>
  /** The number of rows that have not seen enough. */
  undecided: number
  readonly #decided: Uint8Array
  readonly #rule: Rule
  readonly #round: number
  readonly #cautiousError: (row: number, samples: number) => number

  constructor(
    count: number,
    rule: Rule,
    networks: Networks | undefined,
    cautiousError: (row: number, samples: number) => number,
  ) {
    this.counts = new Int32Array(count)
    this.undecided = count
    this.#decided = new Uint8Array(count)
    this.#rule = rule
    this.#round = networks?.size ?? 1
    this.#cautiousError = cautiousError
  }

  /** Those of the rows that have not seen enough. */
  left(rows: Uint32Array): Uint32Array {
    return rows.filter((row) => this.#decided[row] === 0)
  }

  /** Notes that these rows have seen so many samples. */
  note(rows: Uint32Array, samples: number): void {
    for (const row of rows) {
      this.counts[row] = samples
      if (!this.#isEnough(row, samples)) continue
      this.#decided[row] = 1
      this.undecided--
    }
  }

  #isEnough(row: number, samples: number): boolean {
    const { tolerance, samples: most } = this.#rule
    if (samples === most) return true
    if (tolerance === undefined || samples < FEWEST || samples % this.#round !== 0) return false
    // NaN stays NaN, whatever else is drawn.
    return !(this.#cautiousError(row, samples) > tolerance)
  }
}
