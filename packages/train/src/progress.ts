import type { Tensor } from '@thinned/tensor'
import type { BestCheckpoint } from './best-checkpoint.ts'
import type { EpochRecord } from './epoch-record.ts'
import type { ValidationRecord } from './validation-record.ts'

/** Where a run stands, and all that it needs to go on: what a checkpoint holds besides the settings. */
export interface Progress {
  /** Steps taken. */
  step: number
  epoch: number
  /** Batches of this epoch that were taken. */
  batch: number
  /** Σ loss · weight of this epoch's steps, a step's weight being its number of examples, or the sum of theirs. */
  runningLoss: number
  runningWeight: number
  /** Σ penalty · weight of this epoch's steps; undefined where no layer reported one. */
  runningPenalty: number | undefined
  /** Milliseconds that this epoch's steps took. */
  elapsed: number
  keep: Record<string, number>
  history: EpochRecord[]
  validations: ValidationRecord[]
  /** With early stopping: when the watched measure was best, and what it was. */
  best: { step: number; epoch: number; value: number } | undefined
  /** Validations since then. */
  waited: number
  /** Of the weights that have files of their own, best first. */
  bestCheckpoints: readonly BestCheckpoint[]
  readonly params: Readonly<Record<string, Tensor>>
  /** What the model carries besides parameters, by path. */
  readonly state: Readonly<Record<string, Tensor>>
  /** slots[path][slot] */
  readonly optimizerState: Readonly<Record<string, Readonly<Record<string, Tensor>>>>
  /** The averages of the weights that are not frozen, by path; empty without averaging. */
  readonly averages: Readonly<Record<string, Tensor>>
  /** The best weights so far, and the state that goes with them: of `model/<path>` and `state/<path>`; empty without early stopping. */
  readonly bestModel: Readonly<Record<string, Tensor>>
}

/** The tensors of the model that is measured: its state, and its weights or, where these are averaged, the averages. */
export function measuredTensors({ params, averages, state }: Progress): Record<string, Tensor> {
  return modelTensors({ params: { ...params, ...averages }, state })
}

/** The tensors of a model as files name them: `model/<path>` its parameters, `state/<path>` its state. */
export function modelTensors({ params, state }: Pick<Progress, 'params' | 'state'>): Record<string, Tensor> {
  const all: Record<string, Tensor> = {}
  for (const [path, held] of Object.entries(params)) all[`model/${path}`] = held
  for (const [path, held] of Object.entries(state)) all[`state/${path}`] = held
  return all
}
