import { foldIn, type Key } from '@thinned/rng'
import { asLeaf, type Backend } from '@thinned/tensor'
import type { Layer } from './layer.ts'
import { NnError } from './nn-error.ts'
import { flattenParams } from './params.ts'

export interface InitOptions {
  readonly backend?: Backend | undefined
  /** Default float32. */
  readonly dtype?: 'float32' | 'float64'
}

/**
 * Makes the parameters of a model, as leaves of the graph. The key of a parameter is folded from `key` along its path, segment by
 * segment, so adding a layer elsewhere changes no other parameter's first values.
 *
 * @throws {NnError} where the model has parameters already.
 */
export function init(model: Layer, key: Key, { backend, dtype = 'float32' }: InitOptions = {}): void {
  if (hasParameters(model) && isInitialised(model)) {
    throw new NnError('init was given a model that has its parameters already. Build the model again to start afresh.')
  }
  make(model, key)

  function make(layer: Layer, place: Key): void {
    const own = Object.entries(layer.parameters).map(([name, { shape, initialiser }]) => [
      name,
      asLeaf(initialiser.make(foldIn(place, name), shape, { dtype, ...(backend ? { backend } : {}) })),
    ])
    if (own.length > 0) layer.params = Object.fromEntries(own)
    for (const [name, child] of Object.entries(layer.children)) make(child, foldIn(place, name))
  }
}

/** Whether the parameters that the model declares exist. True of a model without any. */
export function isInitialised(model: Layer): boolean {
  const own = Object.keys(model.parameters).every((name) => name in model.params)
  return own && Object.values(model.children).every(isInitialised)
}

/** Drops the parameters of a model and of all its layers. */
export function disposeParams(model: Layer): void {
  for (const tensor of Object.values(flattenParams(model.params))) tensor.dispose()
  forget(model)
}

function hasParameters(model: Layer): boolean {
  return Object.keys(model.parameters).length > 0 || Object.values(model.children).some(hasParameters)
}

function forget(layer: Layer): void {
  if (Object.keys(layer.parameters).length > 0) layer.params = {}
  for (const child of Object.values(layer.children)) forget(child)
}
