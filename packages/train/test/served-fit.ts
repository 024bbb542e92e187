// Trained in a worker, in Node and in browsers, or here.
import { twoMoons } from '@thinned/data'
import { type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { adam, fit, type ServedFit, type ServedFitOptions, serveFit } from '@thinned/train'

export interface Settings {
  readonly epochs: number
  readonly width?: number
}

export const network = (width = 6): Layer => sequential(linear(2, width), relu(), linear(width, 2))

const moons = twoMoons({ size: 60, key: key(1) })

export async function train(
  { epochs, width }: Settings,
  options: Partial<ServedFitOptions> = {},
): Promise<ServedFit & { readonly model: Layer }> {
  const model = network(width)
  const run = await fit(model, {
    data: { train: moons, validation: moons },
    loss: 'crossEntropy',
    epochs,
    batchSize: 20,
    optimizer: adam({ learningRate: 0.01 }),
    key: key(42),
    ...options,
  })
  return { model, run }
}

serveFit(train)
