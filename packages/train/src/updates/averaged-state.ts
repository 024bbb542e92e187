import { batches, countExamples } from '@thinned/data'
import type { Report } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { assign, assignScaledSum, noGrad, scope, sub, type Tensor } from '@thinned/tensor'
import { fetchAhead } from '../batches/fetch-ahead.ts'
import { batchOnBackend, disposeBatch, disposeTensors } from '../batches/tensors.ts'
import { STOPPED } from '../evaluate/stopped.ts'
import { momentAt, passAt } from '../run/moment.ts'
import { copyTensors } from '../run/progress.ts'
import type { Run } from '../run/run.ts'
import { reportedStates } from '../run/step-reports.ts'

/**
 * Acts while the model has the batch statistics of its averaged weights; then it has those of training again. Without averages, and in a model without
 * state, there is nothing to change.
 *
 * @throws STOPPED where the signal stops it.
 */
export async function withAveragedState<T>(run: Run, act: () => Promise<T>): Promise<T> {
  const { state, averages } = run.progress
  if (Object.keys(averages).length === 0 || Object.keys(state).length === 0) return act()
  const trained = copyTensors(state)
  try {
    await assignAveragedState(run)
    return await act()
  } finally {
    assignAll(state, trained)
    disposeTensors(trained)
  }
}

/**
 * Leaves the model with the averages of its weights, and batch statistics that fit them.
 *
 * @throws STOPPED where the signal stops it; the model has what trained.
 */
export async function handOverAverages(run: Run): Promise<void> {
  const { params, state, averages } = run.progress
  const trained = copyTensors(state)
  try {
    await assignAveragedState(run)
    assignAll(params, averages)
  } catch (error) {
    assignAll(state, trained)
    throw error
  } finally {
    disposeTensors(trained)
  }
}

type TensorsByPath = Readonly<Record<string, Tensor>>

function assignAll(targets: TensorsByPath, values: TensorsByPath): void {
  for (const [path, value] of Object.entries(values)) assign(targets[path]!, value)
}

/**
 * Gives the model the batch statistics of its averaged weights: the means over batches of the training data, at most 2,000 examples, under masks
 * that follow from run → 'measure' → 'statistics' → step. The running statistics belong to the weights that train. Source: Izmailov et al. 2018,
 * section 3.2; PyTorch's `update_bn`.
 *
 * @throws STOPPED where the signal stops it.
 */
async function assignAveragedState({ setup, progress }: Run): Promise<void> {
  const { model, options, backend, statisticsSource: source, measuredParams } = setup
  if (Object.keys(progress.averages).length === 0 || Object.keys(progress.state).length === 0) return
  const key = foldIn(foldIn(foldIn(options.key, 'measure'), 'statistics'), progress.step)
  const moment = momentAt(setup, progress, progress.step - 1)
  const parts = batches(source.size, options.batchSize).filter(({ length }, i) => length > 1 || i === 0)
  const statistics = meansOf(progress.state)
  let row = 0
  for await (const examples of fetchAhead(source, parts, undefined, options.signal)) {
    const count = countExamples(examples)
    const batch = batchOnBackend(examples, backend)
    const onReport: Report = (path, kind, value) => {
      if (kind === 'statistics') statistics.add(path, value, count)
    }
    try {
      scope(() => {
        noGrad(() => model.forward(batch.inputs, passAt(moment, { mode: 'train', key, row, onReport }), measuredParams))
      })
    } finally {
      disposeBatch(batch)
    }
    row += count
    if (options.signal?.aborted) throw STOPPED
    if (statistics.isEmpty()) return
  }
  if (row === 0) throw STOPPED
}

/** Moves each state to the mean of what is added for it. */
function meansOf(states: TensorsByPath): {
  add(address: string, value: unknown, count: number): void
  isEmpty(): boolean
} {
  const counted = new Map<string, number>()
  return {
    add(address, value, count) {
      const reported = (value as () => Readonly<Record<string, Tensor>>)()
      for (const [path, statistic] of reportedStates(address, reported, states)) {
        const total = (counted.get(path) ?? 0) + count
        counted.set(path, total)
        const state = states[path]!
        if (total === count) assign(state, statistic)
        else assignScaledSum(state, 1, state, count / total, sub(statistic, state))
      }
    },
    isEmpty: () => counted.size === 0,
  }
}
