/** The parts of Node and of browsers that this package uses. It looks them up at run time and never imports them. */

export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer
  grow(pages: number): number
}

export interface CompiledModule {
  readonly compiled?: never
}

export type Exports = Readonly<Record<string, (...args: readonly number[]) => number>>

export interface Table {
  readonly length: number
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => Memory
  readonly Instance: new (
    module: CompiledModule,
    imports: { readonly env: { readonly memory: Memory; readonly table: Table } },
  ) => { readonly exports: Exports }
  readonly Module: new (bytes: Uint8Array) => CompiledModule
  readonly Table: new (limits: { element: 'anyfunc'; initial: number }) => Table
  validate(bytes: Uint8Array): boolean
}

export interface NodeWorker {
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): void
  postMessage(message: unknown): void
  unref(): void
  terminate(): Promise<number>
}

export interface BrowserWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null
  onerror: ((event: { readonly message?: string }) => void) | null
  postMessage(message: unknown): void
  terminate(): void
}

export interface NodeModules {
  'node:worker_threads': {
    readonly isMainThread: boolean
    readonly Worker: new (
      code: string,
      options: { eval: true; workerData: unknown; execArgv: string[]; env: object },
    ) => NodeWorker
  }
  'node:os': { availableParallelism(): number }
  'node:v8': { setFlagsFromString(flags: string): void }
}

interface Platform {
  readonly WebAssembly?: WebAssemblyApi
  readonly Worker?: new (url: string) => BrowserWorker
  readonly Blob?: new (parts: string[], options: { type: string }) => object
  readonly URL?: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void }
  readonly crossOriginIsolated?: boolean
  readonly navigator?: { readonly hardwareConcurrency?: number }
  readonly performance: { now(): number }
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown
  readonly clearTimeout: (timer: unknown) => void
  readonly process?: {
    readonly env: Readonly<Record<string, string | undefined>>
    readonly versions?: { readonly node?: string; readonly v8?: string; readonly bun?: string }
    readonly getBuiltinModule?: <N extends keyof NodeModules>(name: N) => NodeModules[N] | undefined
  }
}

export const platform: Platform = globalThis as unknown as Platform

/** A module of Node; undefined elsewhere. */
export function nodeModule<N extends keyof NodeModules>(name: N): NodeModules[N] | undefined {
  return platform.process?.versions?.node ? platform.process.getBuiltinModule?.(name) : undefined
}
