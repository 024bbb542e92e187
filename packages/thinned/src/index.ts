/**
 * Everything one needs to train networks with dropout, under one roof: layers, dropout, training, data and keys by name; the operations
 * on tensors as `ops`, the measures as `metrics`, further random draws as `rng`, and what prepares data (tables, preprocessing, generators,
 * augmentation, files) as `data`.
 */

export * as data from '@thinned/data'
export {
  batches,
  type DataSource,
  type Dataset,
  digits,
  type NdArray,
  spirals,
  splitDataset,
  stratifiedSample,
  take,
  twoMoons,
} from '@thinned/data'
export * from '@thinned/dropout'
export * as metrics from '@thinned/metrics'
export * from '@thinned/nn'
export * as rng from '@thinned/rng'
export { foldIn, type Key, key, split } from '@thinned/rng'
export * as ops from '@thinned/tensor'
export {
  type Backend,
  backward,
  keepTensor,
  move,
  noGrad,
  reference,
  scope,
  type Tensor,
  tensor,
} from '@thinned/tensor'
export * from '@thinned/train'
export { type WasmBackend, wasm } from '@thinned/wasm'
/** Schedules of a learning rate and of keep. */
export * as schedules from 'thinned/schedules'
export { best } from './best.ts'
export { fromConfig } from './from-config.ts'
export { evaluate, fit, predict } from './on-best.ts'
