import { key } from '@thinned/rng'
import type { SetScoreCases } from '../../../../test/conformal/score-cases.ts'

export const cases: SetScoreCases = { '': {}, randomized: { key: key(11) } }
