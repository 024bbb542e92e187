export { csvLogger } from './node/csv-logger.ts'
export { fileCheckpoint } from './node/file-checkpoint.ts'
export { type ProgressStream, progressBar } from './node/progress-bar.ts'
export { tensorBoardLogger } from './node/tensor-board-logger.ts'
