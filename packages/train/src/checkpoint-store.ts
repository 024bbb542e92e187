/** Where a checkpoint is kept. `save` replaces the last one as a whole or not at all. */
export interface CheckpointStore {
  /** What messages call it, such as the path of a file. */
  readonly name?: string
  save(bytes: Uint8Array): Promise<void>
  /** The last checkpoint; undefined where there is none. */
  load(): Promise<Uint8Array | undefined>
  /** A store of that name beside this one, which best checkpoints are kept in. */
  sibling?(name: string): CheckpointStore
}
