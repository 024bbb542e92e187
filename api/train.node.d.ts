// @thinned/train/node

export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export interface TensorBoardLoggerOptions {
  readonly everySteps?: number
}

export function csvLogger(path: string): Callback

export function fileCheckpoint(path: string): CheckpointStore

export function loadModelFile(path: string, options: LoadModelOptions): Promise<LoadedModel>

export function progressBar(stream: ProgressStream): Callback

export function saveModelFile(path: string, model: AnyModel, options?: SaveModelOptions): Promise<void>

export function tensorBoardLogger(folder: string, options?: TensorBoardLoggerOptions): Callback
