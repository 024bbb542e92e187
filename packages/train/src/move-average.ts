import { assign, assignScaledSum, type Tensor } from '@thinned/tensor'

/** average ← left · average + (1 − left) · parameter; where nothing is left, the parameter, whatever the average was. */
export function moveAverage(average: Tensor, parameter: Tensor, left: number): void {
  if (left === 0) assign(average, parameter)
  else assignScaledSum(average, left, average, 1 - left, parameter)
}
