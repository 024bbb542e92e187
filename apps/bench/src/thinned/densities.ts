import { createPass, type Layer } from '@thinned/nn'
import { key } from '@thinned/rng'
import { noGrad, scope, type Tensor } from '@thinned/tensor'
import type { Batch } from './trainer.ts'

/** The share of nonzeros that each linear or convolutional layer takes in during a training pass, as text. */
export function densities(model: Layer, { inputs }: Batch): string {
  const pass = createPass({ mode: 'train', key: key(3) })
  return scope(() =>
    noGrad(() => {
      let value: Tensor = inputs
      const found: string[] = []
      for (const [name, child] of Object.entries(model.children)) {
        if (child.kind === 'linear' || child.kind === 'conv2d') found.push(density(value))
        value = child.forward(value, pass.at(name))
      }
      return found.join(' ')
    }),
  )
}

function density(tensor: Tensor): string {
  const values = tensor.readSync()
  let nonzeros = 0
  for (const value of values) if (value !== 0) nonzeros++
  return (nonzeros / values.length).toFixed(2)
}
