import { type Dropping, droppingOf, nameOf } from './kit/masks.ts'
import type { WarningRule } from './kit/warning.ts'

/** Dropout that divides by keep in training, and dropout that multiplies by keep in evaluation, in one model. */
export const mixedScaling: WarningRule = {
  source: 'Srivastava et al. 2014',
  find({ chains }) {
    const all = chains.flatMap(droppingOf)
    const inTraining = all.find((step) => scaleOf(step) === 'training')
    const inEvaluation = all.find((step) => scaleOf(step) === 'evaluation')
    if (!inTraining || !inEvaluation) return []
    const sentence = `${nameOf(inEvaluation)} multiplies by keep in evaluation, but ${nameOf(inTraining)} divides by keep in training. Their layers learn weights of different scales, so one learning rate, one weight decay and one max-norm do not mean the same for both. Give all dropout one scale; convertScaling converts trained weights.`
    return [{ step: inEvaluation, sentence }]
  },
}

const scaleOf = ({ layer }: Dropping): unknown => layer.options['scale'] ?? 'training'
