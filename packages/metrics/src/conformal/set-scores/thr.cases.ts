import type { SetScoreCases } from '../../../test/conformal/set-score-cases.ts'

export const cases: SetScoreCases = { '': {} }
