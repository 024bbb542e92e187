import { key } from '@thinned/rng'
import type { SetScoreCases } from '../../../../test/conformal/score-cases.ts'

export const cases: SetScoreCases = { '': { kReg: 2 }, randomized: { key: key(12), penalty: 0.2, kReg: 1 } }
