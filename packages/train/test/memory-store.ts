import { type CheckpointStore, checkpointStore } from '../src/index.ts'

/** A store in memory: `load` gives what was saved last. */
export interface MemoryStore extends CheckpointStore {
  /** All that was saved, first to last. */
  readonly saved: Uint8Array[]
  readonly siblings: ReadonlyMap<string, MemoryStore>
}

export function memoryStore(...saved: Uint8Array[]): MemoryStore {
  const siblings = new Map<string, MemoryStore>()
  const store = checkpointStore({
    save: async (bytes) => void saved.push(bytes),
    load: async () => saved.at(-1),
    sibling(name) {
      const store = siblings.get(name) ?? memoryStore()
      siblings.set(name, store)
      return store
    },
  })
  return Object.assign(store, { saved, siblings })
}
