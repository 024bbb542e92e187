import type { InitializerCases } from '../../test/initializer-cases.ts'
import { zerosInitializer } from './zeros.ts'

export const cases: InitializerCases = {
  plain: { make: () => zerosInitializer, shape: [200, 100], mean: 0, std: 0, kurtosis: 1, draws: false },
}
