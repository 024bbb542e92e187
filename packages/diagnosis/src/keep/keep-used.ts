import { type AnyModel, createPass, layersOf, type Model, type Moment, type Pass, type Report } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import { evaluate } from '@thinned/train'
import { isMasked } from '../network/masked.ts'
import type { Measured } from '../network/measured.ts'
import { runOnce } from '../network/run-once.ts'
import { watch, withoutSteps } from '../network/watch.ts'
import { keptShares } from './kept-shares.ts'

/** The keep of one layer that drops, against what its masks kept in one pass of thinned networks over the examples. */
export interface KeepUse {
  /** The path of the layer, such as 'dropout1'. */
  readonly path: string
  /** Its kind, such as 'dropout'. */
  readonly kind: string
  /** The keep that the layer says it used, from 0 to 1: given, scheduled or learned; a mean where it differs from batch to batch. */
  readonly keep: number
  /** The share of elements that its masks kept, from 0 to 1; 1 − kept is the share of zeros. Null where the layer shows no mask. */
  readonly kept: number | null
  /** The standard error of `kept`: from how examples differ, or, where one mask is for all of them, that of separate draws. Null with `kept`. */
  readonly standardError: number | null
}

/** What follows from the key and the moment. */
export interface Sampling {
  readonly key: Key
  readonly moment: Moment | undefined
}

/** The layers that report in a pass which keep they use, and so drop something, by path. */
export async function droppingLayers(
  model: Model,
  one: Measured['data'],
  sampling: Sampling,
): Promise<ReadonlyMap<string, AnyModel>> {
  const found = new Set<string>()
  await runOnce(model, one, { pass: samplePass(sampling, 0, (path) => found.add(path)) })
  return new Map(layersOf(model as AnyModel).filter(([path]) => found.has(path)))
}

function samplePass({ key, moment }: Sampling, row: number, onKeep: (path: string, keep: number) => void): Pass {
  const { step, steps, epoch } = moment ?? { step: 0, steps: 1, epoch: 0 }
  const onReport: Report = (path, kind, value) => {
    if (kind === 'keep') onKeep(withoutSteps(path), value as number)
  }
  return createPass({ mode: 'sample', key, row, step, steps, epoch, onReport })
}

/** Runs thinned networks once over the examples. */
export async function keepUsed(
  model: Model,
  layers: ReadonlyMap<string, AnyModel>,
  { data, loss, batchSize, signal, onPass }: Measured,
  sampling: Sampling,
): Promise<readonly KeepUse[]> {
  const reported = new Map<string, number[]>()
  const shares = new Map([...layers].map(([path]) => [path, keptShares()]))
  const watched = watch(model, [...layers.keys()], (output, path, { input, pass }) => {
    const layer = layers.get(path)!
    if (isMasked(layer)) shares.get(path)!.add(layer, input, pass)
    return output
  })
  const onKeep = (path: string, keep: number) => reported.set(path, [...(reported.get(path) ?? []), keep])
  try {
    await evaluate(watched, data, {
      batchSize,
      pass: (row) => samplePass(sampling, row, onKeep),
      onProgress: onPass,
      ...(loss && { loss }),
      ...(signal && { signal }),
    })
    return await Promise.all(
      [...layers].map(async ([path, { kind }]) => {
        const all = reported.get(path)!
        // The first plus the mean distance to it, so that a keep that stays is exact.
        const keep = all[0]! + all.reduce((sum, each) => sum + each - all[0]!, 0) / all.length
        return { path, kind, keep, ...(await shares.get(path)!.read(keep)) }
      }),
    )
  } finally {
    for (const each of shares.values()) each.dispose()
  }
}
