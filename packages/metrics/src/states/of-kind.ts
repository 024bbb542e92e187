import { Fault, oneOf, type Schema } from '@thinned/schema'

/* @__NO_SIDE_EFFECTS__ */
/** The state of one of several kinds, which its `kind` names. */
export function ofKind<State extends { readonly kind: string }>(
  schemas: {
    readonly [Kind in State['kind']]: Schema<Extract<State, { readonly kind: Kind }>>
  },
): Schema<State> {
  const kinds = oneOf(...(Object.keys(schemas) as State['kind'][]))
  return {
    takes: `an object whose kind is ${kinds.takes}`,
    read(given, path) {
      if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Fault(path, given, this.takes)
      const kind = Object.hasOwn(given, 'kind') ? (given as State).kind : undefined
      return schemas[kinds.read(kind, `${path}.kind`) as State['kind']].read(given, path)
    },
  }
}
