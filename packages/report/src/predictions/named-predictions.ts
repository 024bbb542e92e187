import { formatValue } from '@thinned/schema'
import { ReportError } from '../report-error.ts'
import type { ByName, Prediction } from '../report-options.ts'

/** The most that one plot shows. */
const MOST = 4

/** Predictions with their names. One alone, of samples, has beside it what the full network says. @throws {ReportError} */
export function namedPredictions(given: ByName<Prediction>): readonly (readonly [string, Prediction])[] {
  if (isPrediction(given)) {
    const { full } = given as { readonly full?: Prediction }
    return full
      ? [
          ['full network', full],
          ['mean of samples', given],
        ]
      : [['', given]]
  }
  const entries = Object.entries(Object(given) as Readonly<Record<string, unknown>>)
  if (entries.length === 0 || entries.length > MOST || typeof given === 'string' || Array.isArray(given))
    throw new ReportError(
      `report was given test.predictions ${formatValue(given)}; it takes what await predict(…) gives, or up to ${MOST} by name: { 'with dropout': prediction }.`,
    )
  return entries.map(([name, prediction]) => {
    if (isPrediction(prediction)) return [name, prediction]
    throw new ReportError(
      `report was given test.predictions.${name} ${formatValue(prediction)}; it takes what await predict(…) gives.`,
    )
  })
}

/** How an error calls the predictions of a name. */
export const predictionsOf = (name: string): string => (name ? `test.predictions of '${name}'` : 'test.predictions')

function isPrediction(given: unknown): given is Prediction {
  const { shape, data } = Object(Object(given).mean)
  return Array.isArray(shape) && ArrayBuffer.isView(data)
}
