// @thinned/wasm

export interface WasmBackend extends Backend {
  readonly vectorBits: 128 | 256
  readonly threads: number
  readonly lost: string | undefined
  readonly wrongKernels: ReadonlyMap<KernelName, string>
  executed(): number[]
  close(): void
  [Symbol.dispose](): void
}

export class WasmError extends ThinnedError {
  override readonly name = 'WasmError'
}

export interface WasmOptions {
  readonly threads?: number
  readonly precision?: 'exact' | 'relaxed'
  readonly revectorize?: boolean
}

export function wasm(options?: WasmOptions): Promise<WasmBackend>
