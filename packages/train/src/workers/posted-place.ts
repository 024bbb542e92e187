import type { CheckpointPlace } from '../checkpoint/checkpoint-store.ts'

/** A worker asks a place of main to save these bytes, or for the last ones. */
export interface PlaceQuestion {
  /** The names of the siblings on the way to it; empty for the place itself. */
  readonly path: readonly string[]
  readonly save: Uint8Array | undefined
}

/** A place of main in a worker. */
export function postedPlace(
  ask: (question: PlaceQuestion) => Promise<unknown>,
  { name, siblings, path = [] }: { readonly name?: string; readonly siblings?: boolean; readonly path?: string[] },
): CheckpointPlace {
  return {
    ...(name === undefined ? {} : { name }),
    load: async () => ((await ask({ path, save: undefined })) as Uint8Array | null | undefined) ?? undefined,
    save: async (bytes) => void (await ask({ path, save: bytes })),
    ...(siblings ? { sibling: (name) => postedPlace(ask, { name, siblings, path: [...path, name] }) } : {}),
  }
}

/** What the place of main gives. */
export function atPlace(place: CheckpointPlace, { path, save }: PlaceQuestion): Promise<unknown> {
  const asked = path.reduce((at, name) => at.sibling!(name), place)
  return save ? asked.save(save) : asked.load()
}
