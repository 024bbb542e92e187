import { dropout } from '@thinned/dropout'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'

/** flatten, then linear and relu for each hidden layer, then linear. Dropout stands before each linear layer with a keep below 1. */
export function denseNetwork(
  inputs: number,
  hidden: readonly number[],
  outputs: number,
  keep: readonly number[] | undefined,
): Layer {
  const layers: Layer[] = [flatten()]
  const widths = [inputs, ...hidden, outputs]
  for (let i = 0; i + 1 < widths.length; i++) {
    if (keep && keep[i]! < 1) layers.push(dropout({ keep: keep[i]! }))
    layers.push(linear(widths[i]!, widths[i + 1]!))
    if (i < hidden.length) layers.push(relu())
  }
  return sequential(...layers)
}
