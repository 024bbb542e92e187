import type { InitialiserCases } from '../../test/initialiser-cases.ts'
import { normal } from './normal.ts'

export const cases: InitialiserCases = {
  plain: { make: () => normal(0.03), shape: [200, 100], mean: 0, std: 0.03, kurtosis: 3 },
}
