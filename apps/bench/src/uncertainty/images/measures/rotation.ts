import type { Measures } from '../../study.ts'
import { ANGLES } from '../settings.ts'
import type { Evidence } from './evidence.ts'

/** The mean entropy of the rotated 1s at each angle. */
export function entropyByAngle({ entropy }: Pick<Evidence, 'entropy'>): number[] {
  const count = entropy.length / ANGLES.length
  return ANGLES.map((_, i) => mean(entropy.subarray(i * count, (i + 1) * count)))
}

/** The mean entropy from 30 to 90 degrees over that at 0. */
export function rotationRatio(byAngle: readonly number[]): Measures {
  const turned = byAngle.filter((_, i) => ANGLES[i]! >= 30 && ANGLES[i]! <= 90)
  return { rotationRatio: mean(turned) / byAngle[0]! }
}

const mean = (values: ArrayLike<number> & Iterable<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length
