import type { AveragingCases } from '../../test/cases.ts'
import { swa } from './swa.ts'

export const cases: AveragingCases = {
  make: () => swa({ from: 2, every: 2 }),
  expected(visited) {
    const counted = visited.filter(({ epoch }) => epoch >= 2 && epoch % 2 === 0)
    if (counted.length === 0) return visited.at(-1)!.weight
    return counted.reduce((sum, { weight }) => sum + weight, 0) / counted.length
  },
  refused: [
    [() => swa({ from: -1 }), 'swa was given from -1; it takes an integer from 0.'],
    [() => swa({ from: 1.5 }), 'swa was given from 1.5; it takes an integer from 0.'],
    [() => swa({ from: 2, every: 0 }), 'swa was given every 0; it takes an integer from 1.'],
  ],
}
