// @thinned/dropout/schedules

export type CurriculumOptions = FixedKeep & {
  readonly rate?: number
}

export type EarlyOptions = FixedKeep & {
  readonly steps: number
  readonly course?: 'linear' | 'constant'
}

export type LateOptions = FixedKeep & {
  readonly steps: number
}

export interface LinearKeepOptions {
  readonly initial: number
  readonly final: number
  readonly steps?: number
}

export function curriculum(options: CurriculumOptions): Schedule

export function early(options: EarlyOptions): Schedule

export function late(options: LateOptions): Schedule

export function linearKeep(options: LinearKeepOptions): Schedule
