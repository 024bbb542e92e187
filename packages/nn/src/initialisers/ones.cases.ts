import type { InitialiserCases } from '../../test/initialiser-cases.ts'
import { onesInitialiser } from './ones.ts'

export const cases: InitialiserCases = {
  plain: { make: () => onesInitialiser, shape: [200, 100], mean: 1, std: 0, kurtosis: 1, draws: false },
}
