import { asSource } from '@thinned/data'
import { type AnyModel, describeFunction, flattenParams, foldLayers, type JsonValue } from '@thinned/nn'
import { MASK_LAW } from '@thinned/rng'
import type { RunOptions } from '../run/fit-options.ts'
import { measuredCount } from '../run/measured-examples.ts'
import { describeGroups } from '../updates/parameter-groups.ts'

/** The settings, model and data of a run as JSON by name. A resumed run must have the same to continue to the same bits. */
export type RunIdentity = Readonly<Record<string, JsonValue>>

export function runIdentity(model: AnyModel, options: RunOptions): RunIdentity {
  const {
    data,
    loss,
    epochs,
    batchSize,
    accumulate = 1,
    optimizer,
    constraint,
    l1 = 0,
    l2 = 0,
    clipNorm,
    key,
    earlyStopping,
    validateEvery,
  } = options
  const [train, validation] = [asSource(data.train), data.validation && asSource(data.validation)]
  return {
    'mask law': MASK_LAW,
    model: describe(model),
    key: [...key],
    'training data': train.fingerprint,
    'validation data': validation?.fingerprint ?? null,
    loss: describeLoss(loss),
    epochs,
    batchSize,
    accumulate,
    measureTraining: measuredCount(options, train.size),
    optimizer: { name: optimizer.name, ...optimizer.settings },
    constraint: constraint ? { name: constraint.name, ...constraint.settings } : null,
    l1,
    l2,
    groups: describeGroups(Object.keys(flattenParams(model.params)), options),
    clipNorm: clipNorm ?? null,
    averaging: options.averaging ? { name: options.averaging.name, ...options.averaging.settings } : null,
    validateEvery: validation ? { ...(validateEvery ?? { epochs: 1 }) } : null,
    'checkpoint.best': options.checkpoint?.best ? { ...options.checkpoint.best } : null,
    earlyStopping: earlyStopping ? { ...earlyStopping } : null,
  }
}

/** The settings of a loss; a loss and its name are the same. */
function describeLoss(loss: RunOptions['loss']): JsonValue {
  if (typeof loss === 'string') return { name: loss }
  return 'settings' in loss ? loss.settings : describeFunction(loss)
}

/** The configuration of a model as JSON: the kind, the options and the children of each layer. */
function describe(model: AnyModel): JsonValue {
  return foldLayers<JsonValue>(model, ({ kind, options }, children) => ({
    kind,
    ...options,
    ...(Object.keys(children).length > 0 ? { children } : {}),
  }))
}
