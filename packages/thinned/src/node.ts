/** The parts of Thinned that need Node: data from files, models in files, checkpoints and loggers of runs, and the search over settings as `search`. */

export {
  type IdxSourceOptions,
  idxSource,
  type MnistDownload,
  mnist,
  type NpyFile,
  type NpySourceOptions,
  npySource,
  readCsv,
  type WorkerSource,
  workerSource,
} from '@thinned/data/node'
export * as search from '@thinned/search'
export {
  csvLogger,
  ensembleFolder,
  fileCheckpoint,
  type ProgressStream,
  progressBar,
  saveModelFile,
  tensorBoardLogger,
} from '@thinned/train/node'
export { loadModelFile } from './load-model-file.ts'
