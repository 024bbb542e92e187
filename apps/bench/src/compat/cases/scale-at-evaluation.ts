import { dropout } from '@thinned/dropout'
import { createPass, type Mode } from '@thinned/nn'
import { key } from '@thinned/rng'
import { mean, ones } from '@thinned/tensor'
import type { CompatCase } from '../compat-case.ts'

export const scaleAtEvaluation: CompatCase = {
  name: 'scale-at-evaluation',
  title: 'Evaluation and training have the same mean',
  library: 'convnetjs',
  reported: 'karpathy/convnetjs#61, #106',
  asked:
    'new DropoutLayer({ drop_prob: 0.2 }) on 100,000 ones: the mean of forward(x, true), then of forward(x, false)',
  right: 'two equal means (0.8 and 0.8 without scaling in training, 1 and 1 with it)',
  holds: ({ training, evaluation }) => Math.abs(Number(training) - Number(evaluation)) < 0.02,
  thinned() {
    const meanIn = (mode: Mode): number =>
      mean(dropout({ drop: 0.2 }).forward(ones([100_000]), createPass({ mode, key: key(1) }))).readSync()[0]!
    return { training: meanIn('train'), evaluation: meanIn('evaluate') }
  },
}
