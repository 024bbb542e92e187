import { key } from '@thinned/rng'
import { randomNormal } from '@thinned/tensor'
import type { CompatCase } from '../compat-case.ts'

export const seedZero: CompatCase = {
  name: 'seed-zero',
  title: 'Seed 0 is a seed',
  library: '@tensorflow/tfjs',
  asked: "randomNormal([2], 0, 1, 'float32', 0), twice",
  right: 'the same numbers both times',
  holds: ({ first, second }) => String(first) === String(second),
  thinned() {
    const draw = (): number[] => Array.from(randomNormal(key(0), [2]).readSync())
    return { first: draw(), second: draw() }
  },
}
