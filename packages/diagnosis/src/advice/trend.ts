import { log } from '@thinned/math/float64'

/** How a loss moves from epoch to epoch. */
export interface Trend {
  /** The change of the logarithm of the loss in an epoch, fitted by least squares. */
  readonly slope: number
  /** Two standard errors on both sides. */
  readonly low: number
  readonly high: number
  /** The epochs that it was fitted to: the last third, five at least. */
  readonly epochs: number
}

const FEWEST_EPOCHS = 5

/** The trend of the last third of losses. Undefined where they are fewer than five, or not all above 0. */
export function trendOf(losses: readonly number[]): Trend | undefined {
  const epochs = Math.max(FEWEST_EPOCHS, Math.ceil(losses.length / 3))
  const last = losses.slice(-epochs)
  if (last.length < FEWEST_EPOCHS || !last.every((loss) => loss > 0 && Number.isFinite(loss))) return undefined
  const values = last.map(log)
  const [center, mean] = [(epochs - 1) / 2, average(values)]
  const spread = (epochs * (epochs * epochs - 1)) / 12
  const slope = values.reduce((sum, value, i) => sum + (i - center) * (value - mean), 0) / spread
  const residuals = values.map((value, i) => value - mean - slope * (i - center))
  const error = Math.sqrt(residuals.reduce((sum, residual) => sum + residual * residual, 0) / (epochs - 2) / spread)
  return { slope, low: slope - 2 * error, high: slope + 2 * error, epochs }
}

/** In how many epochs the training loss halves at its last pace. Undefined where it does not fall beyond doubt, or by less than 0.5 % an epoch. */
export function epochsToHalve(
  trend: Trend | undefined,
): { readonly epochs: number; readonly low: number; readonly high: number } | undefined {
  if (!trend || trend.high >= 0 || trend.slope > -0.005) return undefined
  const epochs = (slope: number): number => Math.ceil(Math.LN2 / -slope)
  return { epochs: epochs(trend.slope), low: epochs(trend.low), high: epochs(trend.high) }
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
