import { flattenParams } from '@thinned/nn'
import { assign, type Tensor, zeros } from '@thinned/tensor'
import { disposeTensors, type RunModel } from '../batches/tensors.ts'
import type { BestCheckpoint } from '../checkpoint/best-checkpoints.ts'
import type { ParameterRule } from '../updates/parameter-groups.ts'
import type { RunOptions } from './fit-options.ts'
import type { EpochRecord, ValidationRecord } from './records.ts'

type TensorsByPath = Readonly<Record<string, Tensor>>

/** The part of a run that moves. A checkpoint holds it, beside the settings. */
export interface Progress {
  /** Steps taken. */
  step: number
  epoch: number
  /** Whether something followed the number of steps of the run, such as a schedule that ends with it. */
  readsSteps: boolean
  /** Steps taken in this epoch. */
  epochStep: number
  /** Σ loss · weight of this epoch's steps; the weight of a step is its number of examples, or the sum of their weights. */
  runningLoss: number
  runningWeight: number
  /** Σ penalty · weight of this epoch's steps; undefined where no layer reported one. */
  runningPenalty: number | undefined
  /** Milliseconds since the record of the epoch before. */
  elapsed: number
  /** The keep that each dropout layer used last, by path. */
  keep: Record<string, number>
  history: EpochRecord[]
  validations: ValidationRecord[]
  /** With early stopping: the best monitored value, and when it was measured. */
  best: { step: number; epoch: number; value: number } | undefined
  /** Validations since the best one. */
  waited: number
  /** The best checkpoints, best first. */
  bestCheckpoints: readonly BestCheckpoint[]
  readonly params: TensorsByPath
  /** The model's state, such as batch statistics, by path. */
  readonly state: TensorsByPath
  /** The optimizer's state, as optimizerState[path][name]. */
  readonly optimizerState: Readonly<Record<string, TensorsByPath>>
  /** The averages of the weights that are not frozen, by path; empty without averaging. */
  readonly averages: TensorsByPath
  /** The best weights so far and their state, as `model/<path>` and `state/<path>`; empty without early stopping. */
  readonly bestModel: TensorsByPath
}

/** The progress of a run before its first step. A parameter without a rule is frozen. */
export function startProgress(
  model: RunModel,
  rules: Readonly<Record<string, ParameterRule | undefined>>,
  { averaging, earlyStopping }: RunOptions,
): Progress {
  const params = flattenParams(model.params)
  const state = flattenParams(model.state)
  const trainable = Object.entries(params).filter(([path]) => rules[path] !== undefined)
  const stateOf = ([path, parameter]: [string, Tensor]): [string, Record<string, Tensor>] => [
    path,
    Object.fromEntries((rules[path]?.optimizer.stateNames ?? []).map((name) => [name, zerosLike(parameter)])),
  ]
  return {
    step: 0,
    readsSteps: false,
    ...startOfEpoch(0),
    keep: {},
    history: [],
    validations: [],
    best: undefined,
    waited: 0,
    bestCheckpoints: [],
    params,
    state,
    optimizerState: Object.fromEntries(Object.entries(params).map(stateOf)),
    averages: averaging ? copyTensors(Object.fromEntries(trainable)) : {},
    bestModel: earlyStopping
      ? Object.fromEntries(
          Object.entries(modelTensors({ params, state })).map(([name, tensor]) => [name, zerosLike(tensor)]),
        )
      : {},
  }
}

/** The numbers that begin again with every epoch. */
export function startOfEpoch(
  epoch: number,
): Pick<Progress, 'epoch' | 'epochStep' | 'runningLoss' | 'runningWeight' | 'runningPenalty' | 'elapsed'> {
  return {
    epoch,
    epochStep: 0,
    runningLoss: 0,
    runningWeight: 0,
    runningPenalty: undefined,
    elapsed: 0,
  }
}

/** Copies of tensors, by the same names. */
export function copyTensors(tensors: TensorsByPath): Record<string, Tensor> {
  const copies = Object.entries(tensors).map(([path, tensor]) => {
    const copy = zerosLike(tensor)
    assign(copy, tensor)
    return [path, copy] as const
  })
  return Object.fromEntries(copies)
}

function zerosLike({ shape, dtype, backend }: Tensor): Tensor {
  return zeros(shape, { dtype, backend })
}

/** Frees all tensors but the model's. */
export function disposeProgress({ optimizerState, averages, bestModel }: Progress): void {
  for (const tensors of [...Object.values(optimizerState), averages, bestModel]) disposeTensors(tensors)
}

/** Stores the measured weights, and their state, as the best. */
export function storeBestModel(progress: Progress): void {
  const measured = measuredTensors(progress)
  for (const [name, best] of Object.entries(progress.bestModel)) assign(best, measured[name]!)
}

/** Puts the best weights, and their state, back into the model. */
export function restoreBestModel(progress: Progress): void {
  const model = modelTensors(progress)
  for (const [name, best] of Object.entries(progress.bestModel)) assign(model[name]!, best)
}

/** All that training moves, by what it is: "the parameter linear1/weight". */
export function trainedTensors({ params, state, averages, optimizerState }: Progress): Record<string, Tensor> {
  const named: Record<string, Tensor> = {}
  for (const [what, tensors] of [
    ['the parameter', params],
    ['the state', state],
    ['the average of', averages],
  ] as const)
    for (const [path, tensor] of Object.entries(tensors)) named[`${what} ${path}`] = tensor
  for (const [path, slots] of Object.entries(optimizerState))
    for (const [slot, tensor] of Object.entries(slots)) named[`the optimizer's ${slot} of ${path}`] = tensor
  return named
}

/** The tensors that the run measures: the model's state, and its weights or, with averaging, their averages. */
export function measuredTensors({ params, averages, state }: Progress): Record<string, Tensor> {
  return modelTensors({ params: { ...params, ...averages }, state })
}

/** The tensors of a model by their names in files: `model/<path>` the parameters, `state/<path>` the state. */
export function modelTensors({ params, state }: Pick<Progress, 'params' | 'state'>): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {}
  for (const [path, tensor] of Object.entries(params)) tensors[`model/${path}`] = tensor
  for (const [path, tensor] of Object.entries(state)) tensors[`state/${path}`] = tensor
  return tensors
}
