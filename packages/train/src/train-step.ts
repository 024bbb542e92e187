import { createPass, type Layer, type Report } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, type Backend, backward, mul, noGrad, scope, type Tensor } from '@thinned/tensor'
import { clipNorm } from './clip-norm.ts'
import type { FitOptions } from './fit-options.ts'
import { checkFinite, gradientSum } from './non-finite.ts'
import { objectiveOf } from './objective.ts'
import { batchOnBackend } from './on-backend.ts'
import type { Progress } from './progress.ts'

/**
 * One step: forward, loss, backward, clip, L2, optimizer, constraint, in this order. Returns the loss.
 *
 * @throws {TrainError} where the loss or a gradient is not finite, before the parameters move.
 */
export async function trainStep(
  model: Layer,
  progress: Progress,
  rows: ArrayLike<number>,
  { options, backend, steps, onReport }: StepContext,
): Promise<number> {
  const at = { step: progress.step, steps, epoch: progress.epoch }
  const place = { mode: 'train', key: foldIn(foldIn(options.key, 'step'), at.step), ...at } as const
  const batch = batchOnBackend(options.data.train, rows, backend)
  const { loss, gradients, total } = scope(() => {
    const pass = createPass({ ...place, onReport })
    const loss = objectiveOf(options.loss)((inputs) => model.forward(inputs, pass), batch)
    const gradients = backward(loss, progress.params)
    return { loss, gradients, total: gradientSum(gradients) }
  })
  try {
    const [value, sum] = (await Promise.all([loss.read(), total.read()])).map((read) => read[0]!) as [number, number]
    await checkFinite({ model, batch, pass: createPass(place), loss: value, gradients, sum })
    update(progress, gradients, options, at)
    return value
  } finally {
    for (const tensor of [loss, total, batch.inputs, batch.targets, ...Object.values(gradients)]) tensor.dispose()
  }
}

export interface StepContext {
  readonly options: FitOptions
  readonly backend: Backend
  readonly steps: number
  readonly onReport: Report
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
