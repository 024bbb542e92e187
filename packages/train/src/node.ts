export { fileCheckpoint } from './node/file-checkpoint.ts'
export { type ProgressStream, progressBar } from './node/progress-bar.ts'
