import { Fault, integer, number, object, oneOf, type Schema } from '@thinned/schema'
import { checkFinite } from '../batches/batch.ts'
import { checkNumbers } from '../batches/check-numbers.ts'
import { conformalRank, rowsNeeded } from '../conformal/calibration-quantile.ts'
import { clopperPearson } from '../distributions/binomial.ts'
import { ofKind } from '../states/of-kind.ts'
import { levelOf, passes } from './selective-risk.ts'

/** A threshold of a wanted coverage: plain JSON, to save with the model. `rejectionFromState` restores it. */
export interface CoverageRejectionState {
  readonly kind: 'coverage'
  readonly coverage: number
  /** How many examples it was fitted on. */
  readonly rows: number
  /** The largest uncertainty that is accepted. */
  readonly threshold: number
}

/** A threshold of a wanted risk: plain JSON, to save with the model. `rejectionFromState` restores it. */
export interface RiskRejectionState {
  readonly kind: 'risk'
  readonly risk: number
  readonly confidence: number
  /** How many coverages were tested. */
  readonly tests: number
  /** How many examples it was fitted on, how many of them lie under the threshold, and how many of those are wrong. */
  readonly rows: number
  readonly accepted: number
  readonly wrong: number
  /** The largest uncertainty that is accepted. */
  readonly threshold: number
}

export type RejectionState = CoverageRejectionState | RiskRejectionState

/** What holds for new examples that are drawn like the held-out ones. */
export interface CoverageGuarantee {
  readonly kind: 'coverage'
  /** The least probability that a new example is accepted, on average over sets of held-out examples. */
  readonly coverage: number
  /** The guarantee in a sentence. */
  readonly statement: string
}

/** What holds for new examples that are drawn like the held-out ones. */
export interface RiskGuarantee {
  readonly kind: 'risk'
  /** The largest error rate among accepted new examples, and the probability, over sets of held-out examples, with which it is one. */
  readonly risk: number
  readonly confidence: number
  /** The error rate that the held-out examples bound with this confidence: at most `risk`. */
  readonly bound: number
  /** The share of the held-out examples that is accepted. An estimate, and not guaranteed. */
  readonly coverage: number
  /** The guarantee in a sentence. */
  readonly statement: string
}

/** A fitted threshold of the uncertainty. */
export interface FittedRejection<State extends RejectionState = RejectionState> {
  readonly state: State
  /** The largest uncertainty that is accepted; what is above is rejected. */
  readonly threshold: number
  readonly guarantee: State extends RiskRejectionState ? RiskGuarantee : CoverageGuarantee
  /**
   * Which examples are accepted [n]: 1, or 0 for those that are rejected. Each is decided alone.
   *
   * @throws {MetricsError} on an uncertainty that is no number from −1e150 to 1e150.
   */
  accepts(uncertainty: ArrayLike<number>): Uint8Array
}

const share = number({ above: 0, below: 1 })
/** As many as a list can have. */
const rows = integer({ from: 1, to: 2 ** 32 - 1 })
/** Of numbers that can be an uncertainty, and those right below. */
const threshold = number({ from: -1.1e150, to: 1e150 })

const coverageFields = object({ kind: oneOf('coverage'), coverage: share, rows, threshold })

const riskFields = object({
  kind: oneOf('risk'),
  risk: share,
  confidence: share,
  tests: integer({ from: 1 }),
  rows,
  accepted: integer({ from: 1 }),
  wrong: integer({ from: 0 }),
  threshold,
})

const coverageState: Schema<CoverageRejectionState> = {
  takes: coverageFields.takes,
  read(given, path) {
    const state = coverageFields.read(given, path)
    if (conformalRank(1 - state.coverage, state.rows) > state.rows)
      throw new Fault(`${path}.rows`, state.rows, `an integer from ${rowsNeeded(1 - state.coverage)}`)
    return state
  },
}

const riskState: Schema<RiskRejectionState> = {
  takes: riskFields.takes,
  read(given, path) {
    const state = riskFields.read(given, path)
    const { risk, confidence, tests, rows, accepted, wrong } = state
    if (accepted >= rows) throw new Fault(`${path}.accepted`, accepted, `an integer below the ${rows} rows`)
    if (wrong > accepted) throw new Fault(`${path}.wrong`, wrong, `an integer from 0 to the ${accepted} accepted`)
    if (!passes(state, risk, levelOf(confidence, tests)))
      throw new Fault(`${path}.wrong`, wrong, `a number of wrong examples that shows the risk ${risk}`)
    return state
  },
}

/** A state whose parts belong together. */
export const rejectionSchema: Schema<RejectionState> = /* @__PURE__ */ ofKind({
  coverage: coverageState,
  risk: riskState,
})

/** Decides by a state that was checked. */
export function fittedRejection<State extends RejectionState>(state: State): FittedRejection<State> {
  const { threshold } = state
  return {
    state,
    threshold,
    guarantee: guaranteeOf(state) as FittedRejection<State>['guarantee'],
    accepts(uncertainty) {
      checkNumbers('accepts was given', uncertainty)
      checkFinite('Uncertainty', uncertainty)
      return Uint8Array.from(uncertainty, (each) => (each <= threshold ? 1 : 0))
    },
  }
}

function guaranteeOf(state: RejectionState): CoverageGuarantee | RiskGuarantee {
  if (state.kind === 'coverage') {
    const { kind, coverage } = state
    const statement = `A new example, drawn like the held-out ones, is accepted with a probability of ${coverage} or more; this is an average over sets of held-out examples.`
    return { kind, coverage, statement }
  }
  const { kind, risk, confidence, tests, rows, accepted, wrong } = state
  const bound = Math.min(clopperPearson(wrong, accepted, levelOf(confidence, tests)), risk)
  const statement = `Among accepted new examples, drawn like the held-out ones, the error rate is at most ${risk}; this holds for a share of ${confidence} or more of all sets of held-out examples.`
  return { kind, risk, confidence, bound, coverage: accepted / rows, statement }
}
