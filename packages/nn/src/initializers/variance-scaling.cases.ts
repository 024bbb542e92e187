import type { InitializerCases } from '../../test/initializer-cases.ts'
import { glorot, he, lecun } from './variance-scaling.ts'

export const cases: Readonly<Record<string, InitializerCases>> = {
  he: {
    'a matrix': { make: () => he(), shape: [200, 100], mean: 0, std: Math.sqrt(2 / 200), kurtosis: 3 },
    'a convolution': { make: () => he(), shape: [3, 3, 20, 60], mean: 0, std: Math.sqrt(2 / 180), kurtosis: 3 },
  },
  glorot: {
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
  },
  lecun: {
    'a matrix': { make: () => lecun(), shape: [200, 100], mean: 0, std: Math.sqrt(1 / 200), kurtosis: 3 },
    'a convolution': { make: () => lecun(), shape: [3, 3, 20, 60], mean: 0, std: Math.sqrt(1 / 180), kurtosis: 3 },
  },
}
