import type { BestCheckpoint } from './best-checkpoint.ts'
import type { CheckpointStore } from './checkpoint-store.ts'
import { measuredTensors } from './progress.ts'
import type { Training } from './training.ts'
import type { ValidationRecord } from './validation-record.ts'
import { isBetter, monitoredValue } from './watch.ts'
import { encodeWeights } from './weights-file.ts'

/** Writes the weights and the state that were measured, if they are among the best, in the place of the worst of these. */
export async function keepIfAmongBest({ options, progress }: Training, record: ValidationRecord): Promise<void> {
  const { store, best } = options.checkpoint ?? {}
  if (!best || !store) return
  const { count = 1 } = best
  const { bestCheckpoints: kept } = progress
  const value = monitoredValue(record, best)
  const worst = kept.at(-1)
  const full = kept.length === count
  if (!isBetter(value, full ? worst!.value : undefined, best)) return
  const slot = full ? worst!.slot : kept.length + 1
  const { step, epoch } = record
  const told = { monitor: best.monitor ?? 'validationLoss', value, step, epoch }
  await store.sibling!(bestName(slot)).save(await encodeWeights(measuredTensors(progress), told))
  const others = full ? kept.slice(0, -1) : kept
  const place = others.findIndex((other) => isBetter(value, other.value, best))
  progress.bestCheckpoints = others.toSpliced(place < 0 ? others.length : place, 0, { slot, value, step, epoch })
}

/** The best checkpoints of a run, best first, each with the store that holds it. */
export function bestStores({ options, progress }: Training): (BestCheckpoint & { readonly store: CheckpointStore })[] {
  return progress.bestCheckpoints.map((kept) => ({
    ...kept,
    store: options.checkpoint!.store.sibling!(bestName(kept.slot)),
  }))
}

const bestName = (slot: number): string => `best-${slot}`
