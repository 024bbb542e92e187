// @thinned/train/node

export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export interface TensorBoardLoggerOptions {
  readonly everySteps?: number
}

export function csvLogger(path: string | URL): Callback

export function ensembleFolder(path: string | URL): EnsembleStore

export function fileCheckpoint(path: string | URL): CheckpointStore

export function loadModelFile(path: string | URL, options: LoadModelOptions): Promise<LoadedModel>

export function progressBar(stream: ProgressStream): Callback

export function saveModelFile(path: string | URL, model: AnyModel, options?: SaveModelOptions): Promise<void>

export function tensorBoardLogger(folder: string | URL, options?: TensorBoardLoggerOptions): Callback
