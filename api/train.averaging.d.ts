// @thinned/train/averaging

export function ema(options?: {
  readonly decay?: number
}): AveragingRule

export function swa(options: {
  readonly from: number
  readonly every?: number
}): AveragingRule
