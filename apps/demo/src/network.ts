import { dropout } from '@thinned/dropout'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'

/** flatten, then linear and relu per hidden layer, then linear; dropout before each linear layer whose keep is below 1. */
export function network(
  inputs: number,
  hidden: readonly number[],
  classes: number,
  keep: readonly number[] | undefined,
): Layer {
  const layers: Layer[] = [flatten()]
  const widths = [inputs, ...hidden, classes]
  for (let i = 0; i + 1 < widths.length; i++) {
    if (keep && keep[i]! < 1) layers.push(dropout({ keep: keep[i]! }))
    layers.push(linear(widths[i]!, widths[i + 1]!))
    if (i < hidden.length) layers.push(relu())
  }
  return (sequential as (...layers: Layer[]) => Layer)(...layers)
}
