import type { InitializerCases } from '../../test/initializer-cases.ts'
import { zeros } from './zeros.ts'

export const cases: InitializerCases = {
  plain: { make: () => zeros, shape: [200, 100], mean: 0, std: 0, kurtosis: 1, draws: false },
}
