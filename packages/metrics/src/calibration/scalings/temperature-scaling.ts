import { type Fields, integer, number, object, oneOf } from '@thinned/schema'
import { logSumExp } from '../../batches/logits.ts'
import { softmaxInPlace, softmaxRows } from '../../batches/softmax-rows.ts'
import { checkPossible, type Examples } from '../class-scores.ts'
import { type Scaling, type ScalingRule, type ScalingState, scalingOf } from '../scaling.ts'

export interface TemperatureState extends ScalingState {
  readonly kind: 'temperature'
  readonly temperature: number
}

/** The temperatures that are searched. */
const [COLDEST, HOTTEST] = [2 ** -10, 2 ** 10]
/** A step of less than this share is the last. */
const CONVERGED = 2 ** -48
const MOST_STEPS = 200

/**
 * Temperature scaling: softmax(z / T) of logits z, or softmax(ln p / T) of probabilities, such as the mean of Monte Carlo samples. `fit` finds the one
 * number T with the least log loss. The most probable class stays the same.
 *
 * T lies in [1/1024, 1024]; where the log loss falls up to an end, as where the labels are the most probable classes of all examples, T is that end. A
 * probability below 2^−149, the smallest number of float32, counts as that. Shares of a few votes, such as of the classes that 20 samples predict, hold
 * zeros that say too much: add half a vote to each class first, and divide by the new sum. Source: Guo et al. 2017, section 4.2.
 *
 * @throws {MetricsError} on scores or labels that cannot be, and on a label whose logit is −Infinity.
 *
 * @example
 * ```ts
 * import { logLoss, measure, temperatureScaling } from '@thinned/metrics'
 *
 * // Sure of class 0 every time, and right in three of four.
 * const batch = { probabilities: [0.99, 0.01, 0.99, 0.01, 0.99, 0.01, 0.99, 0.01], classes: 2, labels: [0, 0, 0, 1] }
 * const scaling = temperatureScaling().fit(batch)
 * const scaled = scaling.apply(batch)
 * console.log(scaling.state.temperature.toFixed(2), scaled.probabilities[0]!.toFixed(2)) // 4.18 0.75
 * console.log(measure(logLoss(), batch).toFixed(2), measure(logLoss(), { ...scaled, labels: batch.labels }).toFixed(2)) // 1.16 0.56
 * ```
 */
export function temperatureScaling(...none: []): Scaling<TemperatureState> {
  return scalingOf(temperatureScalingRule, none)
}

export const temperatureScalingRule: ScalingRule<TemperatureState> = {
  caller: 'temperatureScaling',
  kind: 'temperature',
  takes: 'logarithms',
  schema: object({
    kind: oneOf('temperature'),
    classes: integer({ from: 2 }),
    temperature: number({ from: COLDEST, to: HOTTEST }),
  } satisfies Fields<TemperatureState>),
  fit(examples) {
    checkPossible('temperatureScaling', examples)
    return { kind: 'temperature', classes: examples.classes, temperature: bestTemperature(examples) }
  },
  apply(scores, { classes, temperature }) {
    const logits = scores.map((z) => z / temperature)
    return { probabilities: softmaxRows(logits, classes), logits }
  },
}

/** Newton's method on the inverse β of T, in which the log loss is convex, within a bracket that halves where the method is slow. */
function bestTemperature(examples: Examples): number {
  let [low, high] = [1 / HOTTEST, 1 / COLDEST]
  if (lossAt(examples, low).slope >= 0) return lossAt(examples, 1).slope === 0 ? 1 : HOTTEST
  if (lossAt(examples, high).slope <= 0) return COLDEST
  let [beta, last] = [1, Infinity]
  for (let i = 0; i < MOST_STEPS; i++) {
    const { slope, curvature } = lossAt(examples, beta)
    if (slope < 0) low = beta
    else high = beta
    let next = beta - slope / curvature
    const isSlow = !(next > low && next < high && Math.abs(next - beta) < last / 2)
    if (isSlow) next = Math.sqrt(low * high)
    last = Math.abs(next - beta)
    beta = next
    if (last <= CONVERGED * beta) break
  }
  return lossAt(examples, beta).loss < lossAt(examples, 1).loss ? 1 / beta : 1
}

/** The mean log loss at β, and its first two derivatives: the mean over examples of E z − z_label, and of Var z, under the scaled probabilities. */
function lossAt({ scores, labels, classes }: Examples, beta: number) {
  const p = new Float64Array(classes)
  let [loss, slope, curvature] = [0, 0, 0]
  for (const [row, label] of labels.entries()) {
    const z = scores.subarray(row * classes, (row + 1) * classes)
    for (let c = 0; c < classes; c++) p[c] = z[c]! * beta
    loss += logSumExp(p, 0, classes) - p[label]!
    softmaxInPlace(p)
    let [mean, variance] = [0, 0]
    for (let c = 0; c < classes; c++) if (p[c]! > 0) mean += p[c]! * z[c]!
    for (let c = 0; c < classes; c++) if (p[c]! > 0) variance += p[c]! * (z[c]! - mean) * (z[c]! - mean)
    slope += mean - z[label]!
    curvature += variance
  }
  return { loss: loss / labels.length, slope: slope / labels.length, curvature: curvature / labels.length }
}
