import type { Dataset } from '@thinned/data'
import type { Model, Objective, Pass } from '@thinned/nn'
import { type Backend, Tensor, zeros } from '@thinned/tensor'
import { evaluate } from '@thinned/train'

/**
 * Runs a network on examples and measures nothing, so that it does not matter whether these count in a loss. Default: the full network. Moves the model to
 * the backend first.
 */
export async function runOnce(
  model: Model,
  { name, inputs, targets }: Dataset,
  { backend, pass }: { readonly backend?: Backend | undefined; readonly pass?: Pass } = {},
): Promise<void> {
  const loss: Objective = (forward, batch) => {
    forward(batch.inputs)
    const { backend } = batch.targets instanceof Tensor ? batch.targets : Object.values<Tensor>(batch.targets)[0]!
    return zeros([], { backend })
  }
  await evaluate(
    model,
    { name, inputs, targets },
    {
      loss,
      ...(backend && { backend }),
      ...(pass && { pass: () => pass }),
    },
  )
}
