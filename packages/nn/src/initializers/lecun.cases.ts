import type { InitializerCases } from '../../test/initializer-cases.ts'
import { lecun } from './lecun.ts'

export const cases: InitializerCases = {
  'a matrix': { make: () => lecun(), shape: [200, 100], mean: 0, std: Math.sqrt(1 / 200), kurtosis: 3 },
  'a convolution': { make: () => lecun(), shape: [3, 3, 20, 60], mean: 0, std: Math.sqrt(1 / 180), kurtosis: 3 },
}
