import type { InitializerCases } from '../../test/initializer-cases.ts'
import { glorot } from './glorot.ts'

export const cases: InitializerCases = {
  'a matrix': {
    make: () => glorot(),
    shape: [200, 100],
    mean: 0,
    std: Math.sqrt(2 / 300),
    kurtosis: 1.8,
    largest: Math.sqrt(6 / 300),
  },
  'a convolution': {
    make: () => glorot(),
    shape: [3, 3, 20, 60],
    mean: 0,
    std: Math.sqrt(2 / (9 * 80)),
    kurtosis: 1.8,
    largest: Math.sqrt(6 / (9 * 80)),
  },
}
