import type { InitializerCases } from '../../test/initializer-cases.ts'
import { ones, zeros } from './constant.ts'

export const cases: Readonly<Record<string, InitializerCases>> = {
  zeros: {
    plain: { make: () => zeros, shape: [200, 100], mean: 0, std: 0, kurtosis: 1, draws: false },
  },
  ones: {
    plain: { make: () => ones, shape: [200, 100], mean: 1, std: 0, kurtosis: 1, draws: false },
  },
}
