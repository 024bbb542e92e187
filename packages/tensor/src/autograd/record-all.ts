import { keepTensor } from '../memory/scope.ts'
import { alias } from '../ops/copy.ts'
import type { Tensor } from '../tensor.ts'
import { type Recorded, record } from './record.ts'

/** An operation with several outputs, as the graph records it. */
export interface RecordedAll extends Omit<Recorded, 'backward'> {
  /** The gradients of the inputs, from those of the outputs, of which some but not all may be undefined. */
  readonly backward: (
    gradients: readonly (Tensor | undefined)[],
    saved: readonly Tensor[],
    needs: readonly boolean[],
  ) => (Tensor | undefined)[]
}

/**
 * As `record`, for an operation with several outputs: its rule runs once, when the gradients of all outputs are complete. Behind the nodes of the
 * outputs stands one for the operation. They keep their gradients for it; the first that comes also makes its gradient, so that it has one.
 */
export function recordAll(outputs: readonly Tensor[], { op, inputs, saved, backward }: RecordedAll): readonly Tensor[] {
  if (!inputs.some((input) => input.node)) return outputs
  const gradients: (Tensor | undefined)[] = outputs.map(() => undefined)
  const joint = record(alias(outputs[0]!), {
    op,
    inputs,
    ...(saved ? { saved } : {}),
    backward: (_, saved, needs) => {
      const results = backward(gradients, saved, needs)
      for (const gradient of gradients) gradient?.dispose()
      return results.map((result, i) => (needs[i] ? result : undefined))
    },
  })
  for (const [i, output] of outputs.entries())
    record(output, {
      op,
      inputs: [joint],
      backward: (grad) => {
        const isFirst = gradients.every((gradient) => !gradient)
        gradients[i] = keepTensor(alias(grad))
        return [isFirst ? grad : undefined]
      },
    })
  joint.dispose()
  return outputs
}
