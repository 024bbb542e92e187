/** What runs do with checkpoints. It comes with a store, so that a program whose runs have none contains none of it. */
export { bestStores, saveIfAmongBest } from './best-checkpoints.ts'
export { encodeCheckpoint, restoreCheckpoint } from './checkpoint.ts'
export { runIdentity } from './run-identity.ts'
export { loadFrom, lockStore, saveTo } from './use-store.ts'
