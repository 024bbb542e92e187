// @thinned/data/node

export interface IdxSourceOptions {
  readonly images: string | URL
  readonly labels: string | URL
  readonly classes?: number
  readonly name?: string
}

export interface MnistDownload {
  readonly download: true
  readonly cache?: string | URL
  readonly mirrors?: readonly string[]
  readonly hashes?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export type NpyFile = string | URL | {
  readonly path: string | URL
  readonly divideBy: number
}

export interface NpySourceOptions {
  readonly inputs: NpyFile
  readonly targets: NpyFile
  readonly classes?: number
  readonly name?: string
}

export interface ReadCsvOptions extends CsvOptions {
  readonly maxBytes?: number
}

export interface WorkerSource<Inputs extends Arrays = Values, Targets extends Arrays = Values> extends DataSource<Inputs, Targets> {
  dispose(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export function idxSource(options: IdxSourceOptions): Promise<DataSource>

export function mnist(source: string | URL | MnistDownload): Promise<{
  readonly train: Classified
  readonly test: Classified
}>

export function npySource(options: NpySourceOptions): Promise<DataSource>

export function readCsv(path: string | URL, options?: ReadCsvOptions): Promise<Table>

export function workerSource<Inputs extends Arrays = Values, Targets extends Arrays = Values>(module: URL, options?: unknown): Promise<WorkerSource<Inputs, Targets>>
