import type { Part } from '../load-images.ts'
import type { Predictions } from '../predictors.ts'

/** What was predicted of some images, and their true classes. */
export interface Evidence extends Pick<Predictions, 'probabilities' | 'entropy' | 'mutualInformation'> {
  readonly labels: ArrayLike<number>
  readonly classes: number
}

/** The predictions of some rows. */
export function rowsOf(predictions: Predictions, [from, to]: readonly [number, number]): Omit<Evidence, 'labels'> {
  const { probabilities, entropy, mutualInformation } = predictions
  const classes = probabilities.length / entropy.length
  return {
    probabilities: probabilities.subarray(from * classes, to * classes),
    entropy: entropy.subarray(from, to),
    ...(mutualInformation ? { mutualInformation: mutualInformation.subarray(from, to) } : {}),
    classes,
  }
}

export type EvidenceOf = Readonly<Record<Part, Omit<Evidence, 'labels'>>>
