import type { Tensor } from '../tensor.ts'

/** The handles made in an open scope, or left to it. A handle belongs to the scope in its field `scope` alone. */
export type Scope = Tensor[]

/** The open scopes, innermost last. Scopes are synchronous, so one stack serves all. */
export const scopes: Scope[] = []

/** Gives a handle to a scope, which drops it at its end. */
export function giveTo(scope: Scope | undefined, tensor: Tensor): void {
  tensor.scope = scope
  scope?.push(tensor)
}
