// @thinned/train/schedules

export interface CosineOptions {
  readonly initial: number
  readonly final?: number
}

export interface ExponentialOptions {
  readonly initial: number
  readonly final: number
}

export interface InverseTimeOptions {
  readonly initial: number
  readonly halfLife: number
}

export interface LinearWarmupOptions {
  readonly warmup: number
  readonly schedule: Schedule
}

export interface OneCycleOptions {
  readonly peak: number
  readonly initial?: number
  readonly final?: number
  readonly rise?: number
}

export interface PiecewiseOptions {
  readonly values: readonly number[]
  readonly epochs: readonly number[]
}

export interface PolynomialOptions {
  readonly initial: number
  readonly final?: number
  readonly power?: number
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

export interface StepOptions {
  readonly initial: number
  readonly factor: number
  readonly every: number
}

export function constant(value: number): Schedule

export function cosine(options: CosineOptions): Schedule

export function exponential(options: ExponentialOptions): Schedule

export function inverseTime(options: InverseTimeOptions): Schedule

export function linearWarmup(options: LinearWarmupOptions): Schedule

export function oneCycle(options: OneCycleOptions): Schedule

export function piecewise(options: PiecewiseOptions): Schedule

export function polynomial(options: PolynomialOptions): Schedule

export function reduceOnPlateau(options: ReduceOnPlateauOptions): Schedule

export function step(options: StepOptions): Schedule
