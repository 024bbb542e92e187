/** What the bench asks a implementation's process, one JSON line each on standard input; it answers each with one line on descriptor 3. */
export type Request =
  | { readonly prepare: string; readonly trainingSteps: number; readonly folder: string }
  | { readonly repeat: string; readonly times: number }
  | { readonly release: string }
  | { readonly peak: true }

/** The first line, before any request. */
export interface Ready {
  /** Versions of the software, for the document. */
  readonly versions: Readonly<Record<string, string>>
}

/** To `prepare`; the note explains how it is done. */
export interface Prepared {
  readonly note: string
  /** The share of the workload that one run does, where all of it would take minutes. Default 1. */
  readonly share?: number
}

/** To `repeat`: how long all runs took together. */
export interface Repeated {
  readonly milliseconds: number
}

/** To `release`; the note tells what was counted meanwhile. */
export interface Released {
  readonly note: string
  /** Kernels that another backend computed in place of the measured one. */
  readonly fallbacks?: number
}

/** To `peak`: the largest resident size of the process so far. */
export interface Peak {
  readonly bytes: number
}

/** Instead of any answer: why it cannot be. */
export interface Cannot {
  readonly cannot: string
}
