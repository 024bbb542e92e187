import type { JsonValue, Schedule } from '@thinned/nn'
import type { AveragingRule, Constraint, Optimizer } from '../src/updates/rules.ts'

/** Settings that are refused, and what the refusal says. */
export type Refused = readonly (readonly [make: () => unknown, sentence: string])[]

/** What the suite of the constraints must know of one. */
export interface ConstraintCases {
  make(): Constraint
  /** Weights [in, out] and what becomes of them. */
  readonly examples: readonly (readonly [before: readonly number[][], after: readonly number[][]])[]
  /** Whether the incoming weights of one unit are within the bounds, to rounding. */
  holds(incoming: readonly number[]): boolean
  readonly refused: Refused
}

/** Where weights were when they were averaged. */
export interface Visited {
  readonly weight: number
  readonly step: number
  readonly epoch: number
}

/** What the suite of the averaging rules must know of one. */
export interface AveragingCases {
  make(): AveragingRule
  /** The average of what was visited in order, from the closed form of the paper. */
  expected(visited: readonly Visited[]): number
  readonly refused: Refused
}

/** What the suite of the optimizers, and the conformance suite, must know of one. */
export interface OptimizerCases {
  /** By the name of a trajectory in fixtures/optimizers.json, the optimizer that takes it. Every set of slots is among them. */
  readonly trajectories: Readonly<Record<string, () => Optimizer>>
  readonly refused: Refused
}

/** What the suite of the schedules must know of one. A run has 100 steps, 10 an epoch. */
export interface ScheduleCases {
  /** By name, which may be that of a run of torch.optim.lr_scheduler in fixtures/schedules.json with these values. */
  readonly schedules: Readonly<Record<string, ScheduleCase>>
  readonly refused: Refused
}

export interface ScheduleCase {
  make(): Schedule
  /** Steps and values by hand: at least the first and the last. */
  readonly values: readonly (readonly [step: number, value: number])[]
  /** How it goes from step to step: each part begins where the one before ends. */
  readonly parts: readonly (readonly [course: 'falls' | 'rises' | 'stays' | 'never rises', last: number])[]
  /** What a checkpoint holds of it. */
  readonly settings: JsonValue
}
