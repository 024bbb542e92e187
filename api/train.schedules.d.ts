// @thinned/train/schedules

export interface OneCycleOptions {
  readonly peak: number
  readonly initial?: number
  readonly final?: number
  readonly rise?: number
}

export interface ReduceOnPlateauOptions {
  readonly initial: number
  readonly factor?: number
  readonly patience?: number
  readonly monitor?: string
  readonly mode?: 'min' | 'max'
  readonly threshold?: number
  readonly cooldown?: number
  readonly minimum?: number
}

export function constant(value: number): Schedule

export function cosine(options: {
  readonly initial: number
  readonly final?: number
}): Schedule

export function exponential(options: {
  readonly initial: number
  readonly final: number
}): Schedule

export function inverseTime(options: {
  readonly initial: number
  readonly halfLife: number
}): Schedule

export function linearWarmup(options: {
  readonly warmup: number
  readonly schedule: Schedule
}): Schedule

export function oneCycle(options: OneCycleOptions): Schedule

export function piecewise(options: {
  readonly values: readonly number[]
  readonly epochs: readonly number[]
}): Schedule

export function polynomial(options: {
  readonly initial: number
  readonly final?: number
  readonly power?: number
}): Schedule

export function reduceOnPlateau(options: ReduceOnPlateauOptions): Schedule

export function step(options: {
  readonly initial: number
  readonly factor: number
  readonly every: number
}): Schedule
