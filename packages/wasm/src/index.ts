export type { WasmBackend } from './backend.ts'
export { type WasmOptions, wasm } from './wasm.ts'
export { WasmError } from './wasm-error.ts'
