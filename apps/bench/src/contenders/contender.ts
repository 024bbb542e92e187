import type { Command } from '../protocol/client.ts'
import type { Identity } from '../row.ts'

/** Someone who does the works in one way. */
export interface Contender extends Identity {
  /** Does it in a process that speaks the protocol; see `protocol/messages.ts`. */
  readonly command: Command
  /** The works it takes part in. Default: all but limits. */
  readonly takes?: (work: string) => boolean
  /** Headlines and quick runs take only these: Thinned as it comes, and the fastest way of each peer. */
  readonly headline: boolean
  /** Milliseconds that its threads go on spinning after work, in the way of the next one. Default 0. */
  readonly settles?: number
  /** A process that prints how many milliseconds importing took; it may put files into a folder of the run. */
  readonly importing?: (folder: string) => Promise<Command> | Command
  /** Bytes of the gzipped browser program; it may put files into a folder of the run. */
  readonly bundle?: (folder: string) => Promise<number>
  /** What every row of this contender says. */
  readonly note?: string
}
