export { csvListener } from './node/csv-listener.ts'
export { fileCheckpoint } from './node/file-checkpoint.ts'
export { type ProgressStream, progressBar } from './node/progress-bar.ts'
export { tensorBoardListener } from './node/tensor-board-listener.ts'
