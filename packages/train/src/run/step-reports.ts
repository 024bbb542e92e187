import type { Report } from '@thinned/nn'
import { add, assign, formatShape, mul, noGrad, retain, sameShape, Tensor } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'
import type { Progress } from './progress.ts'

/** The reports of the layers in the forward passes of one step: see `Report`. Holds separate handles until `dispose`. */
export interface StepReports {
  readonly listen: Report
  /** The last reported value of each state, by path. */
  readonly state: Readonly<Record<string, Tensor>>
  /** The sum of the penalties, divided by the number of forward passes: a scalar in the graph; undefined where none was reported. */
  penalty(forwards: number): Tensor | undefined
  /** Assigns the reported values to the model's state. */
  commitState(): void
  dispose(): void
}

export function collectReports(progress: Pick<Progress, 'keep' | 'state'>): StepReports {
  const penalties: Tensor[] = []
  const state: Record<string, Tensor> = {}
  return {
    state,
    listen(address, kind, value) {
      const path = layerPath(address)
      if (kind === 'keep') progress.keep[path] = value as number
      if (kind === 'penalty') penalties.push(retain(checkPenalty(path, value)))
      if (kind === 'state')
        for (const [name, tensor] of reportedStates(path, value, progress.state)) {
          state[name]?.dispose()
          state[name] = noGrad(() => retain(tensor))
        }
    },
    penalty(forwards) {
      if (penalties.length === 0) return undefined
      const total = penalties.reduce(add)
      return forwards === 1 ? total : mul(total, 1 / forwards)
    },
    commitState() {
      for (const [name, tensor] of Object.entries(state)) assign(progress.state[name]!, tensor)
    },
    dispose() {
      for (const tensor of [...penalties, ...Object.values(state)]) tensor.dispose()
    },
  }
}

/** The path of a layer from the path of a pass, which also has steps of time. */
function layerPath(address: string): string {
  return address
    .split('/')
    .filter((name) => !/^\d+$/.test(name))
    .join('/')
}

function checkPenalty(path: string, value: unknown): Tensor {
  if (value instanceof Tensor && value.rank === 0) return value
  throw new TrainError(
    `The layer ${path || 'at the root'} reported the penalty ${value}; a penalty is a scalar tensor. Reduce it first, with sum or mean.`,
  )
}

/** The reported tensors by their paths in the model's state, checked to exist there in the same shape and dtype. */
export function reportedStates(address: string, value: unknown, states: Progress['state']): [string, Tensor][] {
  const path = layerPath(address)
  return Object.entries(value as Readonly<Record<string, Tensor>>).map(([name, tensor]) => {
    const statePath = path === '' ? name : `${path}/${name}`
    const old = states[statePath]
    if (!old)
      throw new TrainError(
        `The state ${statePath} was reported, but the model has ${Object.keys(states).length === 0 ? 'none' : Object.keys(states).join(', ')}; declare it in the layer's states, and report under the layer's own path.`,
      )
    if (!sameShape(old.shape, tensor.shape) || old.dtype !== tensor.dtype)
      throw new TrainError(
        `The state ${statePath} is ${old.dtype} ${formatShape(old.shape)}, but ${tensor.dtype} ${formatShape(tensor.shape)} was reported; a state keeps its shape and dtype.`,
      )
    return [statePath, tensor]
  })
}
