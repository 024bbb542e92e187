import { dropout, type Layer, linear, nn, ops, relu, sequential, type Tensor, tensor } from 'thinned'
import type { Settings } from './fields.ts'
import { SECOND } from './sizes.ts'

/** A network of two hidden layers whose units can be seen, and turned off while they are looked at. */
export interface Network {
  readonly model: Layer
  /** What the last step kept of its hidden units, 1 kept and 0 dropped, for the first example of its batch: the first layer's, then the second's. */
  readonly masks: Uint8Array
  /** Units that are zero while `look` runs: their numbers as in the field `off`. Training goes on with all of them. */
  off: readonly number[]
  /** Runs `measure` with the units of `off` turned off, and tells the outputs of both hidden layers in its last forward pass. */
  look<T>(measure: () => Promise<T>): Promise<readonly [result: T, first: Float32Array, second: Float32Array]>
}

/** With dropout behind each hidden layer, or without. */
export function network({ data, width, keep1, keep2 }: Settings, withDropout: boolean): Network {
  const masks = new Uint8Array(2 * width).fill(1)
  const seen: [Float32Array, Float32Array] = [new Float32Array(), new Float32Array()]
  let looking = false
  const hidden = (inputs: number, keep: number, place: 0 | 1): readonly Layer[] => [
    linear(inputs, width) as Layer,
    relu() as Layer,
    unitsOf((units) => {
      if (!looking) return ops.alias(units)
      const shown = withoutUnits(units, unitsOff(place))
      seen[place] = shown.readSync() as Float32Array
      return shown
    }),
    ...(withDropout ? [watched(dropout({ keep }), (mask) => masks.set(mask.subarray(0, width), place * width))] : []),
  ]
  const unitsOff = (place: 0 | 1) =>
    network.off
      .filter((unit) => (unit >= SECOND ? 1 : 0) === place)
      .map((unit) => unit % SECOND)
      .filter((unit) => unit < width)
  const [inputs, classes] = data === 'digits' ? [784, 10] : [2, 2]
  const network: Network = {
    model: sequential(
      ...hidden(inputs, keep1, 0),
      ...hidden(width, keep2, 1),
      linear(width, classes) as Layer,
    ) as unknown as Layer,
    masks,
    off: [],
    async look(measure) {
      looking = true
      try {
        return [await measure(), ...seen]
      } finally {
        looking = false
      }
    },
  }
  return network
}

/** A layer that hands its input on, or what `show` makes of it. */
const unitsOf = (show: (units: Tensor) => Tensor): Layer => ({
  ...nn.plainLayer('units', undefined),
  outputShape: (input) => input,
  forward: show,
})

function withoutUnits(units: Tensor, off: readonly number[]): Tensor {
  if (off.length === 0) return ops.alias(units)
  const kept = new Float32Array(units.shape[1]!).fill(1)
  for (const unit of off) kept[unit] = 0
  return ops.mul(units, tensor(kept, { backend: units.backend }))
}

/** A dropout layer that tells its mask in each step. The layer itself is not changed, so the numbers are those of the layer alone. */
function watched(layer: ReturnType<typeof dropout>, see: (mask: Uint8Array) => void): Layer {
  const { epilogue: _, ...rest } = layer
  return {
    ...rest,
    forward(x: Tensor, pass, params) {
      if (pass.mode === 'train') see(layer.mask(x, pass).readSync() as Uint8Array)
      return layer.forward(x, pass, params)
    },
  }
}
