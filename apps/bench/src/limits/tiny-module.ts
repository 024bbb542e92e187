/** Instructions of WebAssembly that the limits use. */
export const op = {
  get: (local: number): number[] => [0x20, ...leb(local)],
  set: (local: number): number[] => [0x21, ...leb(local)],
  i32: (value: number): number[] => [0x41, ...signed(value)],
  add: [0x6a],
  sub: [0x6b],
  /** do { body } while (top of the stack is not 0) */
  loop: (body: readonly number[]): number[] => [0x03, 0x40, ...body, 0x0d, 0, 0x0b],
  load: (offset: number): number[] => [0xfd, 0, 2, ...leb(offset)],
  splat: (offset: number): number[] => [0xfd, 9, 2, ...leb(offset)],
  store: (offset: number): number[] => [0xfd, 0x0b, 2, ...leb(offset)],
  vectorMul: [0xfd, 0xe6, 1],
  vectorAdd: [0xfd, 0xe4, 1],
} as const

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
  ) => { readonly exports: { run(...args: number[]): void; readonly memory: { readonly buffer: ArrayBuffer } } }
}

const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly
const I32 = 0x7f
const V128 = 0x7b

/**
 * One function, `run`, of i32 parameters, with vectors as further locals, and a memory of its own.
 *
 * @returns the function and its memory.
 */
export function tinyModule(
  parameters: number,
  vectors: number,
  body: readonly number[],
  pages: number,
): { run: (...args: number[]) => void; memory: ArrayBuffer } {
  const section = (id: number, content: readonly number[]): number[] => [id, ...leb(content.length), ...content]
  const name = (text: string): number[] => [text.length, ...[...text].map((letter) => letter.charCodeAt(0))]
  const code = [1, ...leb(vectors), V128, ...body, 0x0b]
  const bytes = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...Array<number>(parameters).fill(I32), 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, ...leb(pages)]),
    ...section(7, [2, ...name('run'), 0, 0, ...name('memory'), 2, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ])
  const { exports } = new Instance(new Module(bytes))
  return { run: exports.run, memory: exports.memory.buffer }
}

/** The unsigned LEB128 encoding. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]
}

function signed(value: number): number[] {
  const last = value >= -64 && value < 64
  return last ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]
}
