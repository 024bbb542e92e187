import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { disposeParams, flattenParams, type Layer } from '@thinned/nn'
import { key } from '@thinned/rng'
import { assign, type Backend, noGrad, randomUniform, scope, tensor } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { type Prepare, timesOf } from '../protocol/serve.ts'
import { MLP, MLP_BATCH } from '../shapes.ts'
import { densities } from './densities.ts'
import { network } from './network.ts'
import { type Batch, trainer } from './trainer.ts'

/** A training step of the MLP, after some steps that make its activations real. */
export function mlpWork(backend: Backend, name: string): Prepare {
  return async ({ trainingSteps, folder }) => {
    const thinned = name !== 'mlp-plain'
    const batches = name === 'mlp-dense-input' ? denseBatches(folder, backend) : digitBatches(folder, backend)
    const model = network(MLP, thinned, backend)
    if (trainingSteps > 0) await train(model, trainingSteps, name, folder, thinned)
    const { step, free } = trainer(model, batches, backend)
    const note = `after ${trainingSteps} steps; density of what the products take: ${densities(model, batches[0]!)}`
    return timesOf(step, {
      note,
      free() {
        free()
        disposeParams(model)
        for (const { inputs, labels } of batches) {
          inputs.dispose()
          labels.dispose()
        }
      },
    })
  }
}

/** Trains a twin on a fast backend and takes over its weights: the same bits as if trained here. */
async function train(model: Layer, steps: number, name: string, folder: string, thinned: boolean): Promise<void> {
  const fast = await wasm()
  const twin = network(MLP, thinned, fast)
  const { step } = trainer(
    twin,
    name === 'mlp-dense-input' ? denseBatches(folder, fast) : digitBatches(folder, fast),
    fast,
  )
  for (let i = 0; i < steps; i++) step()
  const trained = flattenParams(twin.params)
  for (const [path, parameter] of Object.entries(flattenParams(model.params))) {
    const values = await trained[path]!.read()
    scope(() => noGrad(() => assign(parameter, tensor(values, { shape: parameter.shape, backend: parameter.backend }))))
  }
  fast.close()
}

/** The digits that the bench wrote: images as bytes of 0 … 255, labels as bytes. */
export function digitBatches(folder: string, backend: Backend): Batch[] {
  const images = Float32Array.from(readFileSync(join(folder, 'images.bin')), (byte) => byte / 255)
  const pixels = MLP[0]
  return labelBatches(folder).map((labels, i) => ({
    inputs: tensor(images.subarray(i * MLP_BATCH * pixels, (i + 1) * MLP_BATCH * pixels), {
      shape: [MLP_BATCH, pixels],
      backend,
    }),
    labels: tensor(labels, { backend }),
  }))
}

function denseBatches(folder: string, backend: Backend): Batch[] {
  return labelBatches(folder).map((labels, i) => ({
    inputs: randomUniform(key(i), [MLP_BATCH, MLP[0]], { low: 0.01, backend }),
    labels: tensor(labels, { backend }),
  }))
}

function labelBatches(folder: string): Int32Array[] {
  const labels = Int32Array.from(readFileSync(join(folder, 'labels.bin')))
  return Array.from({ length: labels.length / MLP_BATCH }, (_, i) =>
    labels.subarray(i * MLP_BATCH, (i + 1) * MLP_BATCH),
  )
}
