import { formatShape, type Shape } from '@thinned/tensor'
import { DropoutError } from './dropout-error.ts'

/** The axes between batch and channels. */
export function spatialAxes(kind: string, shape: Shape): readonly number[] {
  if (shape.length < 3 || shape.length > 5)
    throw new DropoutError(
      `${kind} takes [batch, one to three spatial axes, channels], but was given ${formatShape(shape)}. For [batch, features] use dropout.`,
    )
  return shape.slice(2).map((_, i) => i + 1)
}
