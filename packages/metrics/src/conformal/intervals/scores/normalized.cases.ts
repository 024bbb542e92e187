import type { IntervalScoreCases } from '../../../../test/conformal/score-cases.ts'

export const cases: IntervalScoreCases = { '': { floor: 0.5 } }
