import type { InitializerCases } from '../../test/initializer-cases.ts'
import { normal } from './normal.ts'

export const cases: InitializerCases = {
  plain: { make: () => normal(0.03), shape: [200, 100], mean: 0, std: 0.03, kurtosis: 3 },
}
