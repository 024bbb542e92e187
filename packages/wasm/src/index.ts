export { type WasmBackend, type WasmOptions, wasm } from './wasm.ts'
export { WasmError } from './wasm-error.ts'
