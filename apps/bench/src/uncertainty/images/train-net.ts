import { dropout } from '@thinned/dropout'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { fit, schedules, sgd } from '@thinned/train'
import type { LoadedImages } from './load-images.ts'
import type { ImageSettings } from './settings.ts'

const PIXELS = 784
const CLASSES = 10

/** A dense net with the demo's optimizer, trained; with or without dropout, and the seconds that it took. */
export async function trainNet(
  { hidden, keep, epochs }: ImageSettings,
  { train }: LoadedImages,
  withDropout: boolean,
  key: Key,
  backend: Backend,
): Promise<{ readonly model: Layer; readonly seconds: number }> {
  const model = denseNet(hidden, withDropout ? keep : undefined)
  const began = performance.now()
  await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs,
    batchSize: 64,
    optimizer: sgd({ learningRate: schedules.cosine({ initial: 0.05 }), momentum: 0.9 }),
    measureTraining: 'none',
    key,
    backend,
  })
  return { model, seconds: (performance.now() - began) / 1000 }
}

function denseNet(hidden: readonly number[], keep: readonly number[] | undefined): Layer {
  const layers: Layer[] = [flatten()]
  const widths = [PIXELS, ...hidden, CLASSES]
  for (let i = 0; i + 1 < widths.length; i++) {
    if (keep) layers.push(dropout({ keep: keep[i]! }))
    layers.push(linear(widths[i]!, widths[i + 1]!))
    if (i < hidden.length) layers.push(relu())
  }
  return sequential(...layers)
}
