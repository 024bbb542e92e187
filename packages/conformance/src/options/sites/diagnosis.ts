import { twoMoons } from '@thinned/data'
import * as diagnosis from '@thinned/diagnosis'
import { init, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Inside, Sites } from '../sites.ts'

const model = sequential(linear(2, 2), relu(), linear(2, 2))
init(model, key(1))
const data = twoMoons({ size: 6, key: key(2) })

export const sites: Sites = {
  advise: (options) => diagnosis.advise({ history: [] }, options),
  diagnose: (options) => diagnosis.diagnose(model, data, options),
  'diagnose.gradientNoise': (part) => diagnosis.diagnose(model, data, { gradientNoise: part }),
  'diagnose.moment': (part) => diagnosis.diagnose(model, data, { moment: part }),
  warningsOf: (options) => diagnosis.warningsOf(model, options),
}

export const inside: Inside = {
  'diagnose.gradientNoise': 'GradientNoiseOptions',
  'diagnose.moment': ['step', 'steps', 'epoch'],
}
