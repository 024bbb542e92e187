import type { InitializerCases } from '../../test/initializer-cases.ts'
import { ones } from './ones.ts'

export const cases: InitializerCases = {
  plain: { make: () => ones, shape: [200, 100], mean: 1, std: 0, kurtosis: 1, draws: false },
}
