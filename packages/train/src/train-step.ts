import { createPass, type Layer, type Report } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, type Backend, backward, mul, noGrad, scope, type Tensor } from '@thinned/tensor'
import { clipNorm } from './clip-norm.ts'
import type { FitOptions } from './fit-options.ts'
import { objectiveOf } from './objective.ts'
import { batchOnBackend } from './on-backend.ts'
import type { Progress } from './progress.ts'

/**
 * One step: forward, loss, backward, clip, L2, optimizer, constraint, in this order. Returns the
 * loss; the parameters move only after `check` has found it in order.
 */
export async function trainStep(
  model: Layer,
  progress: Progress,
  rows: ArrayLike<number>,
  { options, backend, steps, onReport, check }: StepContext,
): Promise<number> {
  const at = { step: progress.step, steps, epoch: progress.epoch }
  const pass = createPass({ mode: 'train', key: foldIn(foldIn(options.key, 'step'), at.step), ...at, onReport })
  const batch = batchOnBackend(options.data.train, rows, backend)
  const { loss, gradients } = scope(() => {
    const value = objectiveOf(options.loss)((inputs) => model.forward(inputs, pass), batch)
    return { gradients: backward(value, progress.params), loss: value }
  })
  const value = (await loss.read())[0]!
  loss.dispose()
  try {
    await check(value, batch.inputs)
    update(progress, gradients, options, at)
  } finally {
    batch.inputs.dispose()
    batch.targets.dispose()
    for (const gradient of Object.values(gradients)) gradient.dispose()
  }
  return value
}

export interface StepContext {
  readonly options: FitOptions
  readonly backend: Backend
  readonly steps: number
  readonly onReport: Report
  /** Looks at the loss before the parameters move; throws to stop. */
  readonly check: (loss: number, inputs: Tensor) => Promise<void>
}

function update(
  { params, slots }: Progress,
  gradients: Readonly<Record<string, Tensor>>,
  { clip, l2 = 0, optimizer, constraint }: FitOptions,
  at: { readonly step: number; readonly steps: number; readonly epoch: number },
): void {
  scope(() =>
    noGrad(() => {
      const clipped = clip === undefined ? gradients : clipNorm(gradients, clip)
      for (const [path, parameter] of Object.entries(params)) {
        scope(() => {
          const gradient = l2 > 0 && parameter.rank > 1 ? add(clipped[path]!, mul(parameter, l2)) : clipped[path]!
          optimizer.update(parameter, gradient, slots[path]!, at)
          constraint?.apply(path, parameter)
        })
      }
    }),
  )
}
