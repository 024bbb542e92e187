import type { Monitor } from './watch.ts'

/** Which of a run's weights are kept in files of their own. */
export interface BestCheckpointOptions extends Monitor {
  /** How many of the best are kept, from 1. Default 1. */
  readonly count?: number
}

/** One of the best so far. */
export interface BestCheckpoint {
  /** From 1: its store is the run's sibling of the name `best-<slot>`. A slot says nothing of the order. */
  readonly slot: number
  readonly value: number
  readonly step: number
  readonly epoch: number
}
