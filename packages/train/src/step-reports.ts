import type { Report } from '@thinned/nn'
import { add, assign, formatShape, mul, noGrad, retain, sameShape, Tensor } from '@thinned/tensor'
import type { Progress } from './progress.ts'
import { TrainError } from './train-error.ts'

/** What the layers say in the forward passes of one step: see `Report`. Holds handles of its own until `dispose`. */
export interface StepReports {
  readonly listen: Report
  /** The new values of states, by path: the last that were reported. */
  readonly state: Readonly<Record<string, Tensor>>
  /** The sum of the penalties, a scalar in the graph, divided by the number of forward passes; undefined where none was reported. */
  penalty(forwards: number): Tensor | undefined
  /** Writes the new values over the old ones. */
  commitState(): void
  dispose(): void
}

export function hearReports(progress: Pick<Progress, 'keep' | 'state'>): StepReports {
  const penalties: Tensor[] = []
  const state: Record<string, Tensor> = {}
  return {
    state,
    listen(place, kind, value) {
      const path = layerAt(place)
      if (kind === 'keep') progress.keep[path] = value as number
      if (kind === 'penalty') penalties.push(retain(checkPenalty(path, value)))
      if (kind === 'state')
        for (const [at, tensor] of statesIn(path, value, progress.state)) {
          state[at]?.dispose()
          state[at] = noGrad(() => retain(tensor))
        }
    },
    penalty(forwards) {
      if (penalties.length === 0) return undefined
      const total = penalties.reduce(add)
      return forwards === 1 ? total : mul(total, 1 / forwards)
    },
    commitState() {
      for (const [at, tensor] of Object.entries(state)) assign(progress.state[at]!, tensor)
    },
    dispose() {
      for (const tensor of [...penalties, ...Object.values(state)]) tensor.dispose()
    },
  }
}

/** The path of the layer at a place: without the steps of time that it is called at, which are no names. */
function layerAt(place: string): string {
  return place
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

/** The reported tensors by their paths in the model's state, each of which it has, in that shape. */
function statesIn(path: string, value: unknown, held: Progress['state']): [string, Tensor][] {
  return Object.entries(value as Readonly<Record<string, Tensor>>).map(([name, tensor]) => {
    const at = path === '' ? name : `${path}/${name}`
    const old = held[at]
    if (!old)
      throw new TrainError(
        `The state ${at} was reported, but the model has ${Object.keys(held).length === 0 ? 'none' : Object.keys(held).join(', ')}; declare it in the layer's states, and report under the layer's own path.`,
      )
    if (!sameShape(old.shape, tensor.shape) || old.dtype !== tensor.dtype)
      throw new TrainError(
        `The state ${at} is ${old.dtype} ${formatShape(old.shape)}, but ${tensor.dtype} ${formatShape(tensor.shape)} was reported; a state keeps its shape and dtype.`,
      )
    return [at, tensor]
  })
}
