import type { Command } from '../protocol/client.ts'
import type { Identity } from '../row.ts'

/** A library that runs the workloads, in one configuration. */
export interface Implementation extends Identity {
  /** Starts the process that runs the workloads and speaks the protocol of `protocol/messages.ts`. */
  readonly command: Command
  /** The workloads that it runs. Default: all but the limits. */
  readonly takes?: (workload: string) => boolean
  /** Targets and quick runs use only primary implementations: Thinned by default settings, and the fastest configuration of each peer. */
  readonly primary: boolean
  /** Milliseconds that its threads spin after a run, where they would slow the next implementation. Default 0. */
  readonly spinTime?: number
  /** A process that prints how many milliseconds importing took; it may put files into a folder of the run. */
  readonly importing?: (folder: string) => Promise<Command> | Command
  /** A process that prints how many milliseconds it took from its first line to the end of the first training step of the demo's network. */
  readonly starting?: (folder: string) => Promise<Command> | Command
  /** A process that trains the MLP a little and prints its largest resident size in bytes. Default: its own process, on the workload `mlp`. */
  readonly training?: (folder: string) => Promise<Command> | Command
  /** Bytes of the gzipped browser program; it may put files into a folder of the run. */
  readonly bundle?: (folder: string) => Promise<number>
  /** A note on every row of this implementation. */
  readonly note?: string
}
