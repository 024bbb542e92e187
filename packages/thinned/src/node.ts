/** The parts of Thinned that need Node: data from files, checkpoints and loggers of runs, and the search over settings as `search`. */

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
export { csvLogger, fileCheckpoint, type ProgressStream, progressBar, tensorBoardLogger } from '@thinned/train/node'
