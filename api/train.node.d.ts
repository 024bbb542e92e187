// @thinned/train/node

export interface ProgressStream {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export function csvLogger(path: string): Callback

export function fileCheckpoint(path: string): CheckpointStore

export function progressBar(stream: ProgressStream): Callback

export function tensorBoardLogger(folder: string, options?: {
  readonly everySteps?: number
}): Callback
