import { expect, test } from 'vitest'
import table from '../fixtures/windows.json' with { type: 'json' }
import {
  averagePool1d,
  averagePool2d,
  averagePool3d,
  backward,
  conv1d,
  conv2d,
  conv3d,
  globalAveragePool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  mul,
  reshape,
  sum,
  type Tensor,
  tensor,
} from '../src/index.ts'

/** An op of windows with everything that it may take. */
type Op = (...args: never[]) => Tensor
const ops: Readonly<Record<string, Op>> = {
  averagePool1d,
  averagePool2d,
  averagePool3d,
  conv1d,
  conv2d,
  conv3d,
  globalAveragePool,
  globalMaxPool,
  maxPool1d,
  maxPool2d,
  maxPool3d,
}

/** As the script that made the numbers: y, and the gradients of Σ i·yᵢ for i from 1. */
function run({ op, size, options, inputs }: (typeof table)[number]): { y: Tensor; gradients: Tensor[] } {
  const leaves = inputs.map(({ shape, values }) => tensor(values, { shape, dtype: 'float64', requiresGrad: true }))
  const apply = ops[op] as (...args: unknown[]) => Tensor
  const y = apply(...leaves, ...(size ? [size] : []), ...(options ? [options] : []))
  const weights = tensor(
    Array.from({ length: y.size }, (_, i) => i + 1),
    { dtype: 'float64' },
  )
  return { y, gradients: backward(sum(mul(reshape(y, [-1]), weights)), leaves) }
}

function expectClose(actual: Tensor, numbers: readonly number[]): void {
  const values = actual.readSync()
  expect(values.length).toBe(numbers.length)
  for (const [at, number] of numbers.entries())
    expect(Math.abs(values[at]! - number), `at ${at}: ${values[at]}`).toBeLessThanOrEqual(
      1e-12 * Math.max(1, Math.abs(number)),
    )
}

test.each(table.map((entry) => [`${entry.op} ${JSON.stringify(entry.options ?? {})}`, entry] as const))(
  '%s agrees with PyTorch in value and gradients',
  (_, entry) => {
    const { y, gradients } = run(entry)
    expect(y.shape).toEqual(entry.shape)
    expectClose(y, entry.y)
    expect(gradients.length).toBe(entry.gradients.length)
    for (const [at, gradient] of gradients.entries()) expectClose(gradient, entry.gradients[at]!)
  },
)
