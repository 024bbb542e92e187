import { formatValue } from '@thinned/schema'
import { COLORS } from '../colors.ts'
import { ReportError } from '../report-error.ts'
import type { ByName } from '../report-options.ts'
import type { Prediction } from '../report-test.ts'

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
  const entries = Object.entries<unknown>(given)
  if (entries.length === 0 || entries.length > COLORS || Array.isArray(given))
    throw new ReportError(
      `report was given test.predictions ${formatValue(given)}; it takes what await predict(…) gives, or up to ${COLORS} by name: { 'with dropout': prediction }.`,
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
  const { mean, entropy, predicted } = Object(given)
  const { shape, data } = Object(mean)
  if (
    !Array.isArray(shape) ||
    !isArray(
      data,
      shape.reduce((product, length) => product * length, 1),
    )
  )
    return false
  return entropy === undefined || (shape.length === 2 && isArray(entropy, shape[0]) && isArray(predicted, shape[0]))
}

const isArray = (given: unknown, length: number): boolean =>
  ArrayBuffer.isView(given) && (given as unknown as ArrayLike<number>).length === length
