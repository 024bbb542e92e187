import { flattenParams, type Layer } from '@thinned/nn'
import { type Backend, backendOr } from '@thinned/tensor'

/** The backend that a model's parameters live on; the reference for a model without any. */
export function backendOf(model: Layer): Backend {
  return backendOr(Object.values(flattenParams(model.params))[0]?.backend)
}
