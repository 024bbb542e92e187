import type { Tensor } from '@thinned/tensor'

/** How the result of a loss counts its batch. */
export interface LossWeight {
  readonly name: string
  /** The denominator of the mean, a scalar. It is computed when it is asked for. */
  readonly weight: () => Tensor
  /** The weights that the loss was given. */
  readonly weights: Tensor | undefined
  /** Whether labels count differently: ignored ones, and classes with weights. */
  readonly counts: boolean
}

/** The losses of the objective that is running; undefined outside. */
let heard: LossWeight[] | undefined

/** Notes how a loss counts its batch. Returns the loss. */
export function noteWeight(loss: Tensor, weight: LossWeight): Tensor {
  loss.note = weight
  heard?.push(weight)
  return loss
}

/** How the result of a loss counts its batch. */
export function knownWeight(loss: Tensor): LossWeight | undefined {
  return loss.note as LossWeight | undefined
}

/** Whether an objective is running, in which a loss of nothing is 0 and weighs 0. */
export function isListening(): boolean {
  return heard !== undefined
}

/** What a function gives, and the losses that it computed. */
export function listening<T>(act: () => T): { readonly result: T; readonly heard: readonly LossWeight[] } {
  const outer = heard
  const own: LossWeight[] = []
  heard = own
  try {
    return { result: act(), heard: own }
  } finally {
    heard = outer
  }
}
