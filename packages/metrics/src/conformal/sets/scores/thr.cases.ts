import type { SetScoreCases } from '../../../../test/conformal/score-cases.ts'

export const cases: SetScoreCases = { '': {} }
