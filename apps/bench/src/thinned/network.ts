import { dropout } from '@thinned/dropout'
import { init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { KEEP } from '../shapes.ts'

/** The layers of a perceptron with relu, thinned before each linear layer or not, with their first weights. */
export function network(widths: readonly number[], thinned: boolean, backend: Backend): Layer {
  const layers = widths
    .slice(1)
    .flatMap((width, i): Layer[] => [
      ...(thinned ? [dropout({ keep: i === 0 ? KEEP.input : KEEP.hidden })] : []),
      linear(widths[i]!, width),
      ...(i < widths.length - 2 ? [relu()] : []),
    ])
  const model = sequential(...layers)
  init(model, key(1), { backend })
  return model
}
