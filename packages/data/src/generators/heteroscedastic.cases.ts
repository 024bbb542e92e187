import type { GeneratorCases } from '../../test/generator-cases.ts'
import { heteroscedastic } from './heteroscedastic.ts'

export const cases: GeneratorCases = {
  make: (size, key) => heteroscedastic({ size, key }),
  inputShape: [1],
  frozen: '36e1b485f65a22b8cfa4d77f757fc5da',
  means: {
    y: [(_, y) => y, 0],
    'y sin 2πx': [([x], y) => y * Math.sin(2 * Math.PI * x!), 1 / 2],
    'the noise, squared': [
      ([x], y) => (y - Math.sin(2 * Math.PI * x!)) ** 2,
      0.05 ** 2 + (2 * 0.05 * 0.45) / 3 + 0.45 ** 2 / 5,
    ],
  },
  refused: [],
}
