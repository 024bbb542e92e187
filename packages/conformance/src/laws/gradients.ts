import { key } from '@thinned/rng'
import { checkGradient, randomNormal } from '@thinned/tensor'
import { expect } from 'vitest'
import { examples, type Law, train } from './law.ts'

/** The gradient agrees with central differences in float64 while the noise stays. */
export const gradients: Law = {
  name: 'the gradient is that of the function under fixed noise',
  check(facts) {
    const x = randomNormal(key('x'), examples(facts, 2), { dtype: 'float64' })
    for (const options of facts.settings) {
      const layer = facts.make(options)
      expect(checkGradient((input) => layer.forward(input, train(key(3))), [x])).toBeLessThan(1e-6)
    }
  },
}
