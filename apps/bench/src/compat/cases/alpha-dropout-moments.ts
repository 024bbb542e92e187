import { alphaDropout } from '@thinned/dropout'
import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { mean, randomNormal, type Tensor, zeros } from '@thinned/tensor'
import { type CompatCase, numbersOf, type Values } from '../compat-case.ts'

const drops = [0.1, 0.2, 0.5]

export const alphaDropoutMoments: CompatCase = {
  name: 'alpha-dropout-moments',
  title: 'Alpha dropout keeps mean 0',
  library: '@tensorflow/tfjs',
  asked:
    'layers.alphaDropout({ rate }).apply(x, { training: true }) for 100,000 values x ~ N(0, 1), and for zeros at rate 0.5',
  right:
    'mean 0 at every rate; at rate 0.5 a zero becomes −0.779 where it is dropped and 0.779 where it is kept (Klambauer et al. 2017)',
  holds: (values) =>
    drops.every((drop) => Math.abs(Number(values[`mean at drop ${drop}`])) < 0.02) &&
    Math.min(...numbersOf(values['zeros become'])) < 0,
  thinned() {
    const thin = (x: Tensor, drop: number): Tensor =>
      alphaDropout({ drop }).forward(x, createPass({ mode: 'train', key: key('mask') }))
    const values: Record<string, Values[string]> = {}
    for (const drop of drops)
      values[`mean at drop ${drop}`] = mean(thin(randomNormal(key('x'), [100_000]), drop)).readSync()[0]!
    const become = new Set(thin(zeros([1000]), 0.5).readSync())
    return { ...values, 'zeros become': [...become].sort((a, b) => a - b) }
  },
}
