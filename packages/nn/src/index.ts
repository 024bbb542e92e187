export * as initializers from '@thinned/nn/initializers'
export * as losses from '@thinned/nn/losses'
export {
  type Call,
  type Children,
  type ComposeLayerOptions,
  type ComposeOptions,
  type Composition,
  compose,
  type Use,
} from './compose.ts'
export { type FromConfigOptions, fromConfig, type LayerConfig, type LayerFactory, toConfig } from './config/config.ts'
export { describeFunction, type FunctionSettings, withSettings } from './config/function-settings.ts'
export { layerFactories } from './config/layer-factories.ts'
export { holdModel, type ModelHold, refuseHeld } from './hold-model.ts'
export { disposeParams, type InitOptions, init, isInitialized } from './init.ts'
export type {
  AnyModel,
  EpiloguePart,
  Initializer,
  JsonValue,
  Layer,
  LayerRole,
  Model,
  ParameterSpec,
  Params,
  Width,
} from './layer.ts'
export { plainLayer } from './layer.ts'
export type { ConvLayerOptions } from './layers/convolutions.ts'
export * from './layers/index.ts'
export type { NormOptions } from './layers/normalization.ts'
export type { PoolLayerOptions } from './layers/pooling.ts'
export type { Batch, Loss, LossFunction, LossPart, Objective, WeightOptions } from './losses/kit/loss.ts'
export type { ObjectiveResult } from './losses/parts.ts'
export { NnError } from './nn-error.ts'
export { type Parent, parentLayer } from './parent-layer.ts'
export { createPass, type Mode, type Pass, type PassOptions, type Report } from './pass.ts'
export { type ChainPrefix, type PassPrefix, type Prefix, prefix } from './prefix.ts'
export type {
  RecurrentLayer,
  RecurrentOptions,
  RecurrentRun,
  RunOptions,
  StateMix,
} from './recurrent/recurrent-layer.ts'
export { forSamples, type PassSamples, type SampleList, takesSamples } from './samples.ts'
export {
  describeSchedule,
  isScheduleConfig,
  type Moment,
  makesSchedules,
  resolveSchedule,
  type Schedule,
  type ScheduleConfig,
} from './schedule.ts'
export { type SmallestBatch, smallestBatch } from './smallest-batch.ts'
export { steady, watchSteady } from './steady.ts'
export { summary } from './summary.ts'
export {
  childParams,
  countParameters,
  declaredParameters,
  flattenParams,
  foldLayers,
  layersOf,
  mapParams,
} from './tree.ts'
