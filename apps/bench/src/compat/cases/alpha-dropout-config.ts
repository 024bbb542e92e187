import { featureAlphaDropout, variantFactories } from '@thinned/dropout'
import { createPass, fromConfig, type Layer, toConfig } from '@thinned/nn'
import { key } from '@thinned/rng'
import { zeros } from '@thinned/tensor'
import type { CompatCase } from '../compat-case.ts'

export const alphaDropoutConfig: CompatCase = {
  name: 'alpha-dropout-config',
  title: 'A layer survives JSON',
  library: '@tensorflow/tfjs',
  asked:
    'layers.alphaDropout({ rate: 0.5, noiseShape: [1, 4] }), and one of the JSON of its getConfig(); does each drop in all 100 rows alike?',
  right: 'the same answer before and after',
  holds: (values) => values['one mask before'] === true && values['one mask after'] === true,
  thinned() {
    const made = featureAlphaDropout({ drop: 0.5 })
    const text = JSON.stringify(toConfig(made))
    return {
      'one mask before': isShared(made),
      'one mask after': isShared(fromConfig(JSON.parse(text), { layers: variantFactories })),
    }
  },
}

/** Whether the 100 places of an example share a mask over their 4 channels. */
function isShared(layer: Layer): boolean {
  const values = layer.forward(zeros([1, 100, 4]), createPass({ mode: 'train', key: key(1) })).readSync()
  return values.every((value, i) => value === values[i % 4])
}
