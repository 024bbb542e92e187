/**
 * The kernels that some work started, in phases. Tensors that the work makes lie in memory of the trace, so that a program can compute them
 * anew.
 */
export interface Trace {
  /**
   * A phase: runs fn as usual, and notes its kernels. Between phases the caller may read tensors and do other work, which is not noted.
   * Phases do not nest, and no phase of another trace of the backend runs in them.
   */
  run<T>(fn: () => T): T
  /** Why the work cannot be replayed, as a sentence: it read numbers of a tensor in a phase, the reference stood in for a kernel, … */
  readonly obstacle: string | undefined
  /**
   * Compares this trace with `other`, of the same work in another step. Where both started the same kernels on the same memory, with arguments
   * that differ only where they are one of `sources` ([in this, in other]: key words, rates, also negated), it returns the program, else
   * the reason as a sentence. Consumes both traces: where it returns a program, each run writes the tensors of this trace that are not
   * disposed of (a loss) anew.
   */
  programWith(other: Trace, sources: readonly (readonly [number, number])[]): Program | string
  /** Gives back what the trace holds. Its tensors stay as they are until they are disposed of. */
  dispose(): void
}

/** Kernels that run again without JavaScript between them. */
export interface Program {
  /**
   * Runs the kernels of a phase (0, 1, …), with one value for each source. A source that had the same value in both traces must keep it, and
   * sources that were equal in both must be equal: else this throws, and nothing has run.
   */
  run(phase: number, values: readonly number[]): void
  /** Frees the program. Its tensors keep their last values until they are disposed of. */
  dispose(): void
}
