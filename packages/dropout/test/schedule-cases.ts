import type { FunctionSettings, Schedule } from '@thinned/nn'

/** What the suite of the schedules must know of one. A run has 100 steps. */
export interface ScheduleCases {
  readonly schedules: Readonly<Record<string, ScheduleCase>>
  /** Settings that are refused, and what the refusal says. */
  readonly refused: readonly (readonly [make: () => unknown, sentence: string])[]
}

export interface ScheduleCase {
  make(): Schedule
  /** Steps and values by hand: at least the first and the last. */
  readonly values: readonly (readonly [step: number, value: number])[]
  /** How it goes from step to step: each part begins where the one before ends. */
  readonly parts: readonly (readonly [course: 'falls' | 'rises' | 'stays', last: number])[]
  /** What a checkpoint holds of it. */
  readonly settings: FunctionSettings
}
