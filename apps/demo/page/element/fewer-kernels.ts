import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The families of kernels that no network of the element runs: files of the kernels' folders. */
export const leftOut = [
  'comparisons',
  'convolutions',
  'cumsum',
  'elementary',
  'gather',
  'lstm',
  'pooling',
  'top-k',
] as const
/** Of these, the reference backend keeps what an error may need. */
const kept: readonly string[] = ['comparisons']

/** Modules that others stand in for. */
const stands: readonly (readonly [RegExp, string])[] = [
  [/\/wasm\/src\/program\/emit-replay\.ts$/, 'export const emitReplay = () => {}'],
  [/\/wasm\/src\/runtime\/revectorize\.ts$/, 'export const canRevectorize = () => false'],
  [/\/wasm\/src\/wide-trial\.ts$/, 'export const prepareWide = () => undefined'],
  [/\/wasm\/src\/program\/trace\.ts$/, `export * from ${JSON.stringify(join(import.meta.dirname, 'no-programs.ts'))}`],
]
const wasmList = /\/wasm\/src\/kernels\/index\.ts$/
const referenceList = /\/tensor\/src\/reference\/kernels\/index\.ts$/

/**
 * Leaves out kernels, programs, and the trial of 256 bits, which only Node makes. If a kernel of the WASM backend were missed, the reference
 * backend would compute it, with the same bits.
 */
export function fewerKernels(): Plugin {
  return {
    name: 'fewer-kernels',
    enforce: 'pre',
    transform(code, id) {
      const standIn = stands.find(([of]) => of.test(id))
      if (standIn) return { code: standIn[1], map: null }
      const families = wasmList.test(id)
        ? leftOut
        : referenceList.test(id)
          ? leftOut.filter((family) => !kept.includes(family))
          : []
      if (families.length === 0) return undefined
      const lines = code.split('\n').filter((line) => !families.some((family) => line.includes(`'./${family}.ts'`)))
      return { code: lines.join('\n'), map: null }
    },
  }
}
