// thinned/node

export { IdxSourceOptions } from '@thinned/data'

export { MnistDownload } from '@thinned/data'

export { NpyFile } from '@thinned/data'

export { NpySourceOptions } from '@thinned/data'

export { ProgressStream } from '@thinned/train'

export { WorkerSource } from '@thinned/data'

export { csvLogger } from '@thinned/train'

export { ensembleFolder } from '@thinned/train'

export { fileCheckpoint } from '@thinned/train'

export { idxSource } from '@thinned/data'

export function loadModelFile(path: string | URL, options?: Partial<LoadModelOptions>): Promise<LoadedModel>

export { mnist } from '@thinned/data'

export { npySource } from '@thinned/data'

export { progressBar } from '@thinned/train'

export { readCsv } from '@thinned/data'

export { saveModelFile } from '@thinned/train'

export * as search from '@thinned/search'

export { tensorBoardLogger } from '@thinned/train'

export { workerSource } from '@thinned/data'
