import type { StopSignal } from '../batches/event-loop.ts'
import type { RunOptions } from '../run/fit-options.ts'
import { measuredTensors, type Progress } from '../run/progress.ts'
import type { ValidationRecord } from '../run/records.ts'
import { isBetter, type Monitor, monitoredValue } from '../run/records.ts'
import type { CheckpointPlace } from './checkpoint-store.ts'
import { saveTo } from './use-store.ts'
import { encodeWeights } from './weights-file.ts'

/** Which of the best weights of a run are kept in separate files. */
export interface BestCheckpointOptions extends Monitor {
  /** How many of the best are kept, from 1. Default 1. */
  readonly count?: number
}

/** One of the best checkpoints so far. */
export interface BestCheckpoint {
  /** From 1: its store is the sibling `best-<slot>` of the run's. The slots are in no order. */
  readonly slot: number
  /** The monitored value. */
  readonly value: number
  readonly step: number
  readonly epoch: number
}

/** Saves the measured weights and state if they are among the best. Where the slots are full, they replace the worst of these. */
export async function saveIfAmongBest(
  { checkpoint, signal }: RunOptions,
  progress: Progress,
  record: ValidationRecord,
): Promise<void> {
  const { store, best } = checkpoint ?? {}
  if (!best || !store) return
  const { count = 1 } = best
  const { bestCheckpoints } = progress
  const value = monitoredValue(record, best)
  const worst = bestCheckpoints.at(-1)
  const full = bestCheckpoints.length === count
  if (!isBetter(value, full ? worst!.value : undefined, best)) return
  const slot = full ? worst!.slot : bestCheckpoints.length + 1
  const { step, epoch } = record
  const metadata = { monitor: best.monitor ?? 'validationLoss', value, step, epoch }
  await saveTwice(store.sibling!(bestName(slot)), await encodeWeights(measuredTensors(progress), metadata), signal)
  const others = full ? bestCheckpoints.slice(0, -1) : bestCheckpoints
  const rank = others.findIndex((other) => isBetter(value, other.value, best))
  progress.bestCheckpoints = others.toSpliced(rank < 0 ? others.length : rank, 0, { slot, value, step, epoch })
}

/** Saves, at a second try where the first fails: what is the best now may never be measured again. */
async function saveTwice(store: CheckpointPlace, bytes: Uint8Array, signal: StopSignal | undefined): Promise<void> {
  try {
    await saveTo(store, bytes, signal)
  } catch (error) {
    if (signal?.aborted) throw error
    await saveTo(store, bytes, signal)
  }
}

/** The best checkpoints of a run, best first, each with its store. */
export function bestStores(
  store: CheckpointPlace,
  { bestCheckpoints }: Pick<Progress, 'bestCheckpoints'>,
): (BestCheckpoint & { readonly store: CheckpointPlace })[] {
  return bestCheckpoints.map((best) => ({ ...best, store: store.sibling!(bestName(best.slot)) }))
}

const bestName = (slot: number): string => `best-${slot}`
