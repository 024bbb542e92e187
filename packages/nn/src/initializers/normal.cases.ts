import type { InitializerCases } from '../../test/initializer-cases.ts'
import { normal, truncatedNormal } from './normal.ts'

export const cases: Readonly<Record<string, InitializerCases>> = {
  normal: {
    plain: { make: () => normal(0.03), shape: [200, 100], mean: 0, std: 0.03, kurtosis: 3 },
  },
  // The moments of a normal law within ± 2 and ± 1, from 1 − 2aφ(a)/Z and 3m₂ − 2a³φ(a)/Z.
  truncatedNormal: {
    plain: {
      make: () => truncatedNormal(0.02),
      shape: [200, 100],
      mean: 0,
      std: 0.02 * 0.879626,
      kurtosis: 2.3654,
      largest: 0.04,
    },
    'with a limit': {
      make: () => truncatedNormal(3, { limit: 1 }),
      shape: [3, 3, 40, 40],
      mean: 0,
      std: 3 * 0.53956,
      kurtosis: 1.9409,
      largest: 3,
    },
  },
}
