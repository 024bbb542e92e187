import { batches } from '@thinned/data'
import { flattenParams, init, isInitialised, type Layer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { assign, type Tensor, zeros } from '@thinned/tensor'
import { checkFitOptions } from './check-fit-options.ts'
import { encodeCheckpoint, restoreCheckpoint } from './checkpoint.ts'
import { endEpoch } from './end-epoch.ts'
import { runIdentity } from './fingerprints.ts'
import type { FitOptions, Run, StopReason } from './fit-options.ts'
import { placeModel } from './place-model.ts'
import { now, turns } from './platform.ts'
import { modelTensors, type Progress } from './progress.ts'
import { trainStep } from './train-step.ts'

/**
 * Trains a model in place. Its parameters are made if it has none. The same key, data and settings give the same weights to the last
 * bit; a run that was killed and resumed gives the same as one that was not.
 *
 * @throws {TrainError} on settings that do not fit, on a checkpoint of another run, and when the loss is no longer finite.
 */
export async function fit(model: Layer, options: FitOptions): Promise<Run> {
  checkFitOptions(model, options)
  const { data, epochs, batch, key, signal, onEvent, checkpoint, earlyStopping } = options
  if (!isInitialised(model)) init(model, foldIn(key, 'init'), { backend: options.backend })
  const backend = await placeModel(model, options.backend)
  const count = data.train.inputs.shape[0]!
  const perEpoch = Math.ceil(count / batch)
  const steps = epochs * perEpoch
  const identity = runIdentity(model, options)
  const progress = begin(model, options)
  const save = async (): Promise<void> => {
    if (!checkpoint) return
    await checkpoint.store.save(await encodeCheckpoint(progress, identity))
    onEvent?.({ type: 'checkpoint', step: progress.step })
  }
  try {
    const saved = options.resume ? await checkpoint?.store.load() : undefined
    if (saved) restoreCheckpoint(saved, progress, identity, checkpoint?.store.name)
    onEvent?.({ type: 'start', step: progress.step, steps, epochs })
    let stopped: StopReason = patienceIsOver(progress, earlyStopping) ? 'early' : 'finished'
    const turn = turns()
    while (progress.epoch < epochs && stopped === 'finished') {
      const order = batches(count, batch, foldIn(foldIn(key, 'data'), progress.epoch))
      while (progress.batch < perEpoch && !signal?.aborted) {
        const started = now()
        const rows = order[progress.batch]!
        const { loss, penalty } = await trainStep(model, progress, rows, { options, backend, steps })
        progress.runningLoss += loss * rows.length
        if (penalty !== undefined) progress.runningPenalty = (progress.runningPenalty ?? 0) + penalty * rows.length
        progress.elapsed += now() - started
        progress.step++
        progress.batch++
        onEvent?.({
          type: 'step',
          step: progress.step,
          steps,
          epoch: progress.epoch,
          loss,
          ...(penalty === undefined ? {} : { penalty }),
        })
        await turn()
        const within = progress.batch < perEpoch
        if (within && checkpoint?.everySteps && progress.step % checkpoint.everySteps === 0) await save()
      }
      if (progress.batch < perEpoch) {
        stopped = 'aborted'
        await save()
        break
      }
      const record = await endEpoch(model, progress, options, backend)
      onEvent?.({ type: 'epoch', record, epochs })
      if (patienceIsOver(progress, earlyStopping)) stopped = 'early'
      if (progress.epoch % (checkpoint?.everyEpochs ?? 1) === 0 || progress.epoch === epochs || stopped === 'early')
        await save()
    }
    if (progress.best && stopped !== 'aborted') {
      const tensors = modelTensors(progress)
      for (const [path, best] of Object.entries(progress.bestModel)) assign(tensors[path]!, best)
    }
    onEvent?.({ type: 'stop', reason: stopped, step: progress.step })
    return {
      history: progress.history,
      stopped,
      steps: progress.step,
      ...(progress.best ? { bestEpoch: progress.best.epoch } : {}),
    }
  } finally {
    for (const own of Object.values(progress.slots)) for (const slot of Object.values(own)) slot.dispose()
    for (const best of Object.values(progress.bestModel)) best.dispose()
  }
}

function begin(model: Layer, { optimizer, earlyStopping }: FitOptions): Progress {
  const params = flattenParams(model.params)
  const state = flattenParams(model.state)
  const like = (held: Tensor): Tensor => zeros(held.shape, { dtype: held.dtype, backend: held.backend })
  const forEach = <T>(tensors: Readonly<Record<string, Tensor>>, make: (held: Tensor) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(tensors).map(([path, held]) => [path, make(held)]))
  return {
    step: 0,
    epoch: 0,
    batch: 0,
    runningLoss: 0,
    runningPenalty: undefined,
    elapsed: 0,
    keep: {},
    history: [],
    best: undefined,
    params,
    state,
    slots: forEach(params, (held) => Object.fromEntries(optimizer.slots.map((slot) => [slot, like(held)]))),
    bestModel: earlyStopping ? forEach(modelTensors({ params, state }), like) : {},
  }
}

function patienceIsOver({ best, epoch }: Progress, earlyStopping: FitOptions['earlyStopping']): boolean {
  return earlyStopping !== undefined && epoch - 1 - (best?.epoch ?? -1) >= earlyStopping.patience
}
