// @thinned/train/browser

export function opfsCheckpoint(name: string): CheckpointStore
