import { shapeOfMatmul } from '../shapes.ts'
import type { Workload } from './workload.ts'

const names = {
  'matmul-256': 'a square product',
  'matmul-512': 'a square product',
  'matmul-1024': 'a square product',
  'matmul-128x784x1024': 'a batch through the first layer',
  'matmul-128x1024x1024': 'a batch through a hidden layer',
  'matmul-1024x128x1024-at': "the gradient of a hidden layer's weights, aᵀ·b",
  'matmul-128x1024x1024-bt': "the gradient of a hidden layer's inputs, a·bᵀ",
}

/** Products of dense matrices: squares, and the shapes of training. */
export const matmuls: readonly Workload[] = Object.entries(names).map(([name, about]) => {
  const { rows, inner, columns } = shapeOfMatmul(name)
  return {
    name,
    about,
    unit: 'GF/s',
    kind: 'timed',
    figure: (milliseconds) => (2 * rows * inner * columns) / milliseconds / 1e6,
    limits: name === 'matmul-1024' ? ['limit-128', 'limit-256', 'limit-scalar'] : [],
    long: !['matmul-256', 'matmul-1024'].includes(name),
  }
})
