import {
  brier,
  ece,
  entropy,
  isotonicScaling,
  logLoss,
  measure,
  type Scaling,
  temperatureScaling,
  vectorScaling,
} from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { Evidence, EvidenceOf } from './evidence.ts'

export const SCALINGS: Readonly<Record<string, () => Scaling>> = {
  temperature: temperatureScaling,
  vector: vectorScaling,
  isotonic: isotonicScaling,
}

/** Calibration of the test images after each scaling, fitted on the validation images. */
export function scaled(validation: Evidence, test: Evidence): Measures {
  const measures: Record<string, number> = {}
  for (const [name, scaling] of Object.entries(SCALINGS)) {
    const fitted = scaling().fit(validation)
    const batch = { ...fitted.apply(test), labels: test.labels }
    measures[`${name}.ece`] = measure(ece(), batch)
    measures[`${name}.eceDebiased`] = measure(ece({ debiased: true }), batch)
    measures[`${name}.logLoss`] = measure(logLoss(), batch)
    measures[`${name}.brier`] = measure(brier(), batch)
    if ('temperature' in fitted.state) measures['temperature'] = fitted.state.temperature as number
  }
  return measures
}

/** The images of every part with a temperature fitted on the validation images: probabilities, and their entropy. */
export function withTemperature(validation: Evidence, parts: EvidenceOf): EvidenceOf {
  const fitted = temperatureScaling().fit(validation)
  const scaledParts = Object.entries(parts).map(([name, { probabilities, classes }]) => {
    const after = fitted.apply({ probabilities, classes }).probabilities as Float64Array
    return [name, { probabilities: after, classes, entropy: entropy(after, classes) }]
  })
  return Object.fromEntries(scaledParts) as EvidenceOf
}
