import { mul, type Tensor, tensor } from '@thinned/tensor'

/** An output with each unit times its factor: 0 removes it. */
export function scaleUnits(output: Tensor, factors: Float32Array): Tensor {
  const data = output.dtype === 'float64' ? Float64Array.from(factors) : factors
  const scale = tensor(data, { shape: [factors.length], backend: output.backend })
  const scaled = mul(output, scale)
  scale.dispose()
  return scaled
}
