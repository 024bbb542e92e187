import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MLP, MLP_BATCH } from '../src/shapes.ts'

/** The first batch of the digits that the bench wrote: images in [0, 1] and labels. */
export function digitBatch(folder) {
  const images = readFileSync(join(folder, 'images.bin')).subarray(0, MLP_BATCH * MLP[0])
  const labels = readFileSync(join(folder, 'labels.bin')).subarray(0, MLP_BATCH)
  return { images: Float32Array.from(images, (byte) => byte / 255), labels: Int32Array.from(labels) }
}

/** Numbers in [0.1, 1) for inputs, or in ±scale for weights; what they are does not matter for the time of dense libraries. */
export function randomNumbers(length, scale) {
  return Float32Array.from({ length }, () => (scale ? scale * (2 * Math.random() - 1) : 0.1 + 0.9 * Math.random()))
}
