import type { InitializerCases } from '../../test/initializer-cases.ts'
import { he } from './he.ts'

export const cases: InitializerCases = {
  'a matrix': { make: () => he(), shape: [200, 100], mean: 0, std: Math.sqrt(2 / 200), kurtosis: 3 },
  'a convolution': { make: () => he(), shape: [3, 3, 20, 60], mean: 0, std: Math.sqrt(2 / 180), kurtosis: 3 },
}
