import { type AnyModel, describeFunction, flattenParams, type JsonValue } from '@thinned/nn'
import { MASK_LAW } from '@thinned/rng'
import { describeGroups } from './parameter-groups.ts'
import type { RunOptions } from './run-options.ts'
import type { Source } from './tensors.ts'

/** All that must be the same for a resumed run to continue to the same bits, as JSON by name. */
export type RunIdentity = Readonly<Record<string, JsonValue>>

export function runIdentity(
  model: AnyModel,
  options: RunOptions,
  train: Source,
  validation: Source | undefined,
): RunIdentity {
  const {
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
  return {
    'mask law': MASK_LAW,
    model: describe(model),
    key: [...key],
    'training data': train.fingerprint,
    'validation data': validation?.fingerprint ?? null,
    loss: describeFunction(loss),
    epochs,
    batchSize,
    accumulate,
    optimizer: { name: optimizer.name, ...optimizer.settings },
    constraint: constraint ? { name: constraint.name, ...constraint.settings } : null,
    l1,
    l2,
    groups: describeGroups(Object.keys(flattenParams(model.params)), options),
    clipNorm: clipNorm ?? null,
    averaging: options.averaging ? { name: options.averaging.name, ...options.averaging.settings } : null,
    metrics: Object.keys(options.metrics ?? {}),
    'validate every': validation ? { ...(validateEvery ?? { epochs: 1 }) } : null,
    'best checkpoints': options.checkpoint?.best ? { ...options.checkpoint.best } : null,
    'early stopping': earlyStopping ? { ...earlyStopping } : null,
  }
}

function describe(layer: AnyModel): JsonValue {
  const children = Object.fromEntries(Object.entries(layer.children).map(([name, child]) => [name, describe(child)]))
  return { kind: layer.kind, ...layer.options, ...(Object.keys(children).length > 0 ? { children } : {}) }
}
