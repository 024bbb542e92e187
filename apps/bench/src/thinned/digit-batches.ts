import { key } from '@thinned/rng'
import { type Backend, randomUniform, tensor } from '@thinned/tensor'
import type { ReadFile } from '../protocol/answer.ts'
import type { Batch } from './trainer.ts'

/** Batches of images of one shape, and their labels, on a backend. */
export type MakeBatches = (backend: Backend) => Batch[]

/** The digits that the bench wrote (images as bytes of 0 … 255, labels as bytes), `shape` being that of a batch of images. */
export async function digitBatches(read: ReadFile, shape: readonly number[]): Promise<MakeBatches> {
  const images = new Float32Array(await read('images.bin')).map((byte) => byte / 255)
  const size = shape.reduce((a, b) => a * b)
  return withLabels(await read('labels.bin'), shape[0]!, (i, backend) =>
    tensor(images.subarray(i * size, (i + 1) * size), { shape, backend }),
  )
}

/** Random images without a zero, and the labels of the digits. */
export async function denseBatches(read: ReadFile, shape: readonly number[]): Promise<MakeBatches> {
  return withLabels(await read('labels.bin'), shape[0]!, (i, backend) =>
    randomUniform(key(i), shape, { low: 0.01, backend }),
  )
}

export function disposeBatches(batches: readonly Batch[]): void {
  for (const { inputs, labels } of batches) {
    inputs.dispose()
    labels.dispose()
  }
}

function withLabels(
  bytes: Uint8Array,
  size: number,
  inputs: (i: number, backend: Backend) => Batch['inputs'],
): MakeBatches {
  const labels = Int32Array.from(bytes)
  return (backend) =>
    Array.from({ length: Math.floor(labels.length / size) }, (_, i) => ({
      inputs: inputs(i, backend),
      labels: tensor(labels.subarray(i * size, (i + 1) * size), { backend }),
    }))
}
