import { type AnyModel, flattenParams } from '@thinned/nn'

/** Weights by their path. */
export type Weights = Readonly<Record<string, readonly number[]>>

export async function weightsOf({ params }: Pick<AnyModel, 'params'>): Promise<Weights> {
  const weights: Record<string, readonly number[]> = {}
  for (const [path, tensor] of Object.entries(flattenParams(params))) weights[path] = Array.from(await tensor.read())
  return weights
}
