import type { InitializerCases } from '../../test/initializer-cases.ts'
import { orthogonal } from './orthogonal.ts'

// Columns, or rows, of length 1: a mean square of 1 over their size. Elements are nearly independent and nearly normal.
export const cases: InitializerCases = {
  tall: { make: () => orthogonal(), shape: [200, 50], mean: 0, std: Math.sqrt(1 / 200), kurtosis: 3 },
  'wide, with gain': {
    make: () => orthogonal({ gain: 2 }),
    shape: [80, 125],
    mean: 0,
    std: 2 / Math.sqrt(125),
    kurtosis: 3,
  },
  'a convolution': { make: () => orthogonal(), shape: [3, 3, 20, 60], mean: 0, std: Math.sqrt(1 / 180), kurtosis: 3 },
}
