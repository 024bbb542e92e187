export { opfsCheckpoint } from './browser/opfs-checkpoint.ts'
