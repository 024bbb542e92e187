import { Fault, type Fields, integer, list, number, object, oneOf, type Schema } from '@thinned/schema'
import { softmaxRows } from '../../batches/softmax-rows.ts'
import { checkEachClass, checkPossible } from '../class-scores.ts'
import { type Scaling, type ScalingRule, type ScalingState, scalingOf } from '../scaling.ts'
import { bestVectors } from '../vector-newton.ts'

export interface VectorState extends ScalingState {
  readonly kind: 'vector'
  /** One for each class. */
  readonly scales: readonly number[]
  readonly biases: readonly number[]
}

/**
 * Vector scaling: softmax(w · ln p + b), with a scale w and a bias b for each class. Of logits z, ln p is z − ln Σ e^z. `fit` finds the least mean log loss
 * plus 5·10⁻⁷ · (Σ (w − 1)² + Σ b²), which keeps w and b finite where the classes can be told apart without error. Newton's method, until a
 * step promises less than 10⁻²⁰ nats.
 *
 * A probability below 2^−149 counts as that. Source: Guo et al. 2017, section 4.2; of ln p, as in Kull et al. 2019.
 *
 * @throws {MetricsError} on scores or labels that cannot be, on a label whose logit is −Infinity, and where a class has no example.
 *
 * @example
 * ```ts
 * import { vectorScaling } from '@thinned/metrics'
 *
 * // Class 1 is true twice as often as the model says.
 * const batch = { probabilities: [0.75, 0.25, 0.75, 0.25, 0.25, 0.75], classes: 2, labels: [0, 1, 1] }
 * const { probabilities } = vectorScaling().fit(batch).apply({ probabilities: [0.75, 0.25], classes: 2 })
 * console.log(probabilities[1]!.toFixed(3)) // 0.500
 * ```
 */
export function vectorScaling(...none: []): Scaling<VectorState> {
  return scalingOf(vectorScalingRule, none)
}

const fields = object({
  kind: oneOf('vector'),
  classes: integer({ from: 2 }),
  scales: list(number()),
  biases: list(number()),
} satisfies Fields<VectorState>)

/** A state with a scale and a bias for each class. */
const schema: Schema<VectorState> = {
  takes: fields.takes,
  read(value, path) {
    const state = fields.read(value, path)
    for (const name of ['scales', 'biases'] as const)
      if (state[name].length !== state.classes)
        throw new Fault(`${path}.${name}`, state[name], `a list of ${state.classes} numbers`)
    return state
  },
}

export const vectorScalingRule: ScalingRule<VectorState> = {
  caller: 'vectorScaling',
  kind: 'vector',
  takes: 'logarithms',
  schema,
  fit(examples) {
    checkEachClass('vectorScaling', examples)
    checkPossible('vectorScaling', examples)
    return { kind: 'vector', classes: examples.classes, ...bestVectors(examples) }
  },
  apply(scores, { classes, scales, biases }) {
    // What is impossible stays so, whatever the sign of its scale.
    const logits = scores.map((z, i) => (z === -Infinity ? z : z * scales[i % classes]! + biases[i % classes]!))
    return { probabilities: softmaxRows(logits, classes), logits }
  },
}
