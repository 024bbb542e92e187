import { backward, sum, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, type Layer } from '../src/index.ts'
import * as activations from '../src/layers/activations.ts'

// Every activation of the file in float32, against its definition in float64, on a grid of extremes: the value and the gradient.
// Both are within 1e-6 of the larger of 1 and the exact number.

const GRID = [0, 1e-45, 1e-38, 1e-20, 0.3, 1, 5, 12, 20, 88, 90, 1e3, 1e20, 1e38, 3.4e38]
  .flatMap((value) => [value, -value])
  .map(Math.fround)

const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))
const elu = (x: number, alpha: number): number => (x > 0 ? x : alpha * Math.expm1(x))
const eluSlope = (x: number, alpha: number): number => (x > 0 ? 1 : alpha * Math.exp(x))
const density = (x: number): number => Math.exp(-x * x * 0.5) / Math.sqrt(2 * Math.PI)

/** Φ, by Simpson's rule; 1e-12 is more than float32 asks for. */
function distribution(x: number): number {
  if (Math.abs(x) > 12) return x > 0 ? 1 : 0
  const steps = 2000
  let sum = density(0) + density(x)
  for (let i = 1; i < steps; i++) sum += density((x * i) / steps) * (i % 2 === 1 ? 4 : 2)
  return 0.5 + (sum * x) / steps / 3
}

/** An activation's value and slope. */
const definitions: Readonly<Record<string, readonly [value: (x: number) => number, slope: (x: number) => number]>> = {
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
  leakyRelu: [(x) => (x > 0 ? x : 0.01 * x), (x) => (x > 0 ? 1 : 0.01)],
  elu: [(x) => elu(x, 1), (x) => eluSlope(x, 1)],
  selu: [
    (x) => 1.0507009873554805 * elu(x, 1.6732632423543772),
    (x) => 1.0507009873554805 * eluSlope(x, 1.6732632423543772),
  ],
  gelu: [(x) => x * distribution(x), (x) => distribution(x) + (Math.abs(x) > 40 ? 0 : x * density(x))],
  silu: [(x) => x * sigmoid(x), (x) => sigmoid(x) + (Math.abs(x) > 800 ? 0 : x * sigmoid(x) * sigmoid(-x))],
  softplus: [(x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), sigmoid],
  sigmoid: [sigmoid, (x) => sigmoid(x) * sigmoid(-x)],
  tanh: [Math.tanh, (x) => 4 * sigmoid(2 * x) * sigmoid(-2 * x)],
  // Of one element: 1 whatever it is.
  softmax: [() => 1, () => 0],
}

const MAX = (2 - 2 ** -23) * 2 ** 127
const agrees = (found: number, exact: number): boolean =>
  Math.abs(exact) > MAX
    ? found === Math.sign(exact) * Infinity
    : Math.abs(found - exact) <= 1e-6 * Math.max(1, Math.abs(exact))

test.each(Object.entries(activations))(
  '%s agrees with its definition in float64 at extremes, its slope too',
  (name, make) => {
    expect(definitions[name], `write the definition of ${name} here`).toBeDefined()
    const [value, slope] = definitions[name]!
    const layer = (make as () => Layer<'any', 'same'>)()
    const wrong = GRID.flatMap((x) => {
      const leaf = tensor([[x]], { requiresGrad: true })
      const y = layer.forward(leaf, createPass({ mode: 'evaluate' }))
      const [found, foundSlope] = [y.readSync()[0]!, backward(sum(y), leaf).readSync()[0]!]
      const [exact, exactSlope] = [value(x), slope(x)]
      return agrees(found, exact) && agrees(foundSlope, exactSlope) ? [] : [{ x, found, exact, foundSlope, exactSlope }]
    })
    expect(wrong).toEqual([])
  },
)
