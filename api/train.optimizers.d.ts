// @thinned/train/optimizers

export interface AdamWOptions extends AdamOptions {
  readonly weightDecay?: number
}

export interface RmspropOptions {
  readonly learningRate?: Schedule
  readonly decay?: number
  readonly epsilon?: number
  readonly momentum?: Schedule
  readonly centered?: boolean
}

export interface SgdOptions {
  readonly learningRate: Schedule
  readonly momentum?: Schedule
  readonly nesterov?: boolean
}

export function adam(options?: AdamOptions): Optimizer

export function adamW(options?: AdamWOptions): Optimizer

export function rmsprop(options?: RmspropOptions): Optimizer

export function sgd(options: SgdOptions): Optimizer
