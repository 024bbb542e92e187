// @thinned/train/averaging

export interface EmaOptions {
  readonly decay?: number
}

export interface SwaOptions {
  readonly from: number
  readonly every?: number
}

export function ema(options?: EmaOptions): AveragingRule

export function swa(options: SwaOptions): AveragingRule
