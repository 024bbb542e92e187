import { Fault, type Fields, integer, list, object, oneOf, type Schema } from '@thinned/schema'
import { checkEachClass } from '../class-scores.ts'
import { type Curve, curveAt, curveSchema, isotonicCurve } from '../isotonic-curve.ts'
import { type Scaling, type ScalingRule, type ScalingState, scalingOf } from '../scaling.ts'

export interface IsotonicState extends ScalingState {
  readonly kind: 'isotonic'
  /** Of two classes one curve, that of class 1; of more, one for each class against the rest. */
  readonly curves: readonly Curve[]
}

/**
 * Isotonic scaling: a rising curve of the probability for each class against the rest, then divided by the sum; of two classes one curve, that of
 * class 1. `fit` finds the rising steps with the least squared distance to the labels, by pool adjacent violators; equal probabilities are one
 * point. Between the steps the curve is linear, and beyond the first and the last constant. A row in which all curves give 0 becomes even.
 *
 * It follows any rising curve, but takes many examples, and gives probabilities of exactly 0 and 1, whose log loss can be infinite on other data.
 * Source: Zadrozny and Elkan 2002.
 *
 * @throws {MetricsError} on scores or labels that cannot be, and where a class has no example.
 *
 * @example
 * ```ts
 * import { isotonicScaling } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.9, 0.1, 0.8, 0.2, 0.3, 0.7, 0.2, 0.8], classes: 2, labels: [0, 1, 0, 1] }
 * const { curves } = isotonicScaling().fit(batch).state
 * console.log(curves[0]) // { from: [ 0.1, 0.2, 0.7, 0.8 ], to: [ 0, 0.5, 0.5, 1 ] }
 * ```
 */
export function isotonicScaling(...none: []): Scaling<IsotonicState> {
  return scalingOf(isotonicScalingRule, none)
}

const fields = object({
  kind: oneOf('isotonic'),
  classes: integer({ from: 2 }),
  curves: list(curveSchema),
} satisfies Fields<IsotonicState>)

/** A state with as many curves as the classes need. */
const schema: Schema<IsotonicState> = {
  takes: fields.takes,
  read(value, path) {
    const state = fields.read(value, path)
    const needed = curvedClasses(state.classes).length
    if (state.curves.length !== needed) throw new Fault(`${path}.curves`, state.curves, `a list of ${needed}`)
    return state
  },
}

/** The classes that have a curve. */
const curvedClasses = (classes: number): readonly number[] =>
  classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c)

export const isotonicScalingRule: ScalingRule<IsotonicState> = {
  caller: 'isotonicScaling',
  kind: 'isotonic',
  takes: 'probabilities',
  schema,
  fit(examples) {
    checkEachClass('isotonicScaling', examples)
    const { scores, labels, classes } = examples
    const curves = curvedClasses(classes).map((c) =>
      isotonicCurve(
        Float64Array.from(labels, (_, row) => scores[row * classes + c]!),
        Uint8Array.from(labels, (label) => (label === c ? 1 : 0)),
      ),
    )
    return { kind: 'isotonic', classes, curves }
  },
  apply(scores, { classes, curves }) {
    const probabilities = Float64Array.from(scores)
    for (let from = 0; from < probabilities.length; from += classes) {
      const row = probabilities.subarray(from, from + classes)
      if (classes === 2) row.set(ofTwo(curveAt(curves[0]!, row[1]!)))
      else normalize(row, curves)
    }
    return { probabilities }
  },
}

const ofTwo = (p: number): [number, number] => [1 - p, p]

function normalize(row: Float64Array, curves: readonly Curve[]): void {
  let sum = 0
  for (let c = 0; c < row.length; c++) {
    row[c] = curveAt(curves[c]!, row[c]!)
    sum += row[c]!
  }
  for (let c = 0; c < row.length; c++) row[c] = sum === 0 ? 1 / row.length : row[c]! / sum
}
