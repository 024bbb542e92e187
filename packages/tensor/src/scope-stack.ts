import type { Tensor } from './tensor.ts'

/** The handles made in each open scope, innermost last. Scopes are synchronous, so one stack serves all. */
export const scopes: Set<Tensor>[] = []

export function registerHandle(tensor: Tensor): void {
  scopes.at(-1)?.add(tensor)
}
