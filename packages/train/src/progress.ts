import type { Tensor } from '@thinned/tensor'
import type { EpochRecord } from './epoch-record.ts'

/** Where a run stands, and all that it needs to go on: what a checkpoint holds besides the settings. */
export interface Progress {
  /** Steps taken. */
  step: number
  epoch: number
  /** Batches of this epoch that were taken. */
  batch: number
  /** Σ loss · examples of this epoch's steps. */
  runningLoss: number
  /** Milliseconds that this epoch's steps took. */
  elapsed: number
  keep: Record<string, number>
  history: EpochRecord[]
  best: { epoch: number; value: number } | undefined
  readonly params: Readonly<Record<string, Tensor>>
  /** slots[path][slot] */
  readonly slots: Readonly<Record<string, Readonly<Record<string, Tensor>>>>
  /** The best weights so far, by path; empty without early stopping. */
  readonly bestParams: Readonly<Record<string, Tensor>>
}
