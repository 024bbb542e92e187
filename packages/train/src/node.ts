export { fileCheckpoint } from './node/file-checkpoint.ts'
