import { type At, createPass } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { add, backward, mul, noGrad, scope, type Tensor } from '@thinned/tensor'
import { clipNorm } from './clip-norm.ts'
import { checkFinite, sumOfAll } from './non-finite.ts'
import { objectiveOf } from './objective.ts'
import { batchOnBackend, disposeBatch } from './on-backend.ts'
import type { Progress } from './progress.ts'
import { hearReports } from './step-reports.ts'
import type { Examples } from './tensors.ts'
import type { RunOptions, Training } from './training.ts'
import { valuesOf } from './validation-record.ts'

/** What a step found before the parameters moved. */
export interface StepOutcome {
  /** The loss of the batch, penalties not in it. */
  readonly loss: number
  /** What the layers' penalties add to it; undefined where none was reported. */
  readonly penalty: number | undefined
}

/**
 * One step: forward, loss and penalties, backward, clip, L2, optimizer, constraint, new state, in this order.
 *
 * @throws {TrainError} where the loss, a gradient or a new state is not finite, before the parameters move.
 */
export async function trainStep(training: Training, examples: Examples): Promise<StepOutcome> {
  const { model, options, progress, backend, steps } = training
  const at = { step: progress.step, steps, epoch: progress.epoch }
  const place = { mode: 'train', key: foldIn(foldIn(options.key, 'step'), at.step), ...at } as const
  const batch = batchOnBackend(examples, backend)
  const reports = hearReports(progress)
  const made: Tensor[] = []
  try {
    const { loss, penalty, gradients, total } = scope(() => {
      const pass = createPass({ ...place, onReport: reports.listen })
      let forwards = 0
      const loss = objectiveOf(options.loss)((inputs) => {
        forwards++
        return model.forward(inputs, pass)
      }, batch)
      const penalty = reports.penalty(forwards)
      const gradients = backward(penalty ? add(loss, penalty) : loss, progress.params)
      return {
        loss,
        penalty,
        gradients,
        total: sumOfAll([...Object.values(gradients), ...Object.values(reports.state)]),
      }
    })
    made.push(loss, total, ...(penalty ? [penalty] : []), ...Object.values(gradients))
    const [lossRead, totalRead, penaltyRead] = await Promise.all([loss.read(), total.read(), penalty?.read()])
    const outcome = { loss: lossRead[0]!, penalty: penaltyRead?.[0] }
    const trace = { model, batch, pass: createPass(place), gradients, state: reports.state, sum: totalRead[0]! }
    await checkFinite({ ...trace, ...outcome })
    update(progress, gradients, options, {
      ...at,
      get validations() {
        return options.data.validation && progress.validations.map(valuesOf)
      },
    })
    reports.commitState()
    return outcome
  } finally {
    reports.dispose()
    for (const tensor of made) tensor.dispose()
    disposeBatch(batch)
  }
}

function update(
  { params, slots }: Progress,
  gradients: Readonly<Record<string, Tensor>>,
  { clip, l2 = 0, optimizer, constraint }: RunOptions,
  at: At,
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
