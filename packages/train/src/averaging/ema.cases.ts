import type { AveragingCases } from '../../test/cases.ts'
import { ema } from './ema.ts'

export const cases: AveragingCases = {
  make: () => ema({ decay: 0.9 }),
  expected(visited) {
    const weights = visited.map((_, i) => 0.9 ** (visited.length - 1 - i))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return visited.reduce((sum, { weight }, i) => sum + (weights[i]! / total) * weight, 0)
  },
  refused: [
    [() => ema({ decay: 1 }), 'ema was given decay 1; it takes a number from 0 to below 1'],
    [() => ema({ decay: Number.NaN }), 'ema was given decay NaN'],
  ],
}
