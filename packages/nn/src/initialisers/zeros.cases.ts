import type { InitialiserCases } from '../../test/initialiser-cases.ts'
import { zerosInitialiser } from './zeros.ts'

export const cases: InitialiserCases = {
  plain: { make: () => zerosInitialiser, shape: [200, 100], mean: 0, std: 0, kurtosis: 1, draws: false },
}
