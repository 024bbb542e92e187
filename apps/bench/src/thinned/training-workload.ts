import { disposeParams, flattenParams, type Layer } from '@thinned/nn'
import { assign, type Backend, noGrad, scope, tensor } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { type PreparedWorkload, timesOf } from '../protocol/answer.ts'
import { densities } from './densities.ts'
import { disposeBatches, type MakeBatches } from './digit-batches.ts'
import { trainer } from './trainer.ts'

/** A step of training a network, after some steps that make its activations real. */
export async function trainingWorkload(
  backend: Backend,
  make: (backend: Backend) => Layer,
  makeBatches: MakeBatches,
  steps: number,
): Promise<PreparedWorkload> {
  const batches = makeBatches(backend)
  const model = make(backend)
  if (steps > 0) await takeOver(model, make, makeBatches, steps)
  const { step, free } = await trainer(model, batches, backend)
  const found = `density of what the products take: ${densities(model, batches[0]!)}`
  return timesOf(step, {
    note: steps > 0 ? `after ${steps} steps; ${found}` : found,
    free() {
      free()
      disposeParams(model)
      disposeBatches(batches)
    },
  })
}

/** Trains a twin on a fast backend and takes over its weights: the same bits as if trained here. */
export async function takeOver(
  model: Layer,
  make: (backend: Backend) => Layer,
  makeBatches: MakeBatches,
  steps: number,
): Promise<void> {
  const fast = await wasm()
  const twin = make(fast)
  const { step } = await trainer(twin, makeBatches(fast), fast)
  for (let i = 0; i < steps; i++) step()
  const trained = flattenParams(twin.params)
  for (const [path, parameter] of Object.entries(flattenParams(model.params))) {
    const values = await trained[path]!.read()
    scope(() => noGrad(() => assign(parameter, tensor(values, { shape: parameter.shape, backend: parameter.backend }))))
  }
  fast.close()
}
