import type { CheckpointStore } from '../src/index.ts'

/** Every checkpoint that was saved, first to last; `load` gives the last. */
export function memoryStore(...saved: Uint8Array[]): CheckpointStore & { readonly saved: Uint8Array[] } {
  return { saved, save: async (bytes) => void saved.push(bytes), load: async () => saved.at(-1) }
}
