import { dropout } from '@thinned/dropout'
import { createPass } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { ones } from '@thinned/tensor'
import type { CompatCase } from '../compat-case.ts'

export const maskOfEachStep: CompatCase = {
  name: 'mask-of-each-step',
  title: 'A seeded layer draws another mask at each step',
  library: '@tensorflow/tfjs',
  reported: 'keras-team/keras#11390: a seed makes dropout deterministic, but not constant',
  asked: 'layers.dropout({ rate: 0.5, seed: 1 }).apply(ones([8]), { training: true }), twice',
  right: 'another mask at each step',
  holds: (values) => String(values['step 0']) !== String(values['step 1']),
  thinned() {
    const layer = dropout({ drop: 0.5 })
    const at = (step: number): number[] =>
      Array.from(layer.forward(ones([8]), createPass({ mode: 'train', key: foldIn(key(1), step), step })).readSync())
    return { 'step 0': at(0), 'step 1': at(1) }
  },
}
