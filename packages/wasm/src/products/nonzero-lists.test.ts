import { expect, test } from 'vitest'
import { linkCore } from '../build.ts'
import { firstFree } from '../layout.ts'
import { Library, Linker } from '../linking/linker.ts'
import { type Memory, platform } from '../runtime/platform.ts'
import { Runtime } from '../runtime/runtime.ts'
import { countedRows, emitCountNonzeros } from './nonzero-lists.ts'

function counter(): (rows: number, length: number, isNonzero: (row: number) => boolean) => number {
  const limits = { shared: false, initial: Math.ceil(firstFree(1) / 65536) + 16, maximum: 1000 }
  const memory: Memory = new platform.WebAssembly!.Memory(limits)
  const linker = new Linker(memory, limits)
  const runtime = new Runtime(linkCore(linker), memory, limits.maximum, 1)
  const job = new Library(linker).once('countNonzeros', emitCountNonzeros)
  return (rows, length, isNonzero) =>
    runtime.withScratch(4 * rows * length, (from) => {
      for (let i = 0; i < rows * length; i++) runtime.f32[from / 4 + i] = isNonzero(Math.floor(i / length)) ? 1 : -0
      return runtime.withScratch(4, (count) => {
        const counted = countedRows(rows, length)
        runtime.launch(job, 1, from, 4 * length, rows, length, counted, count)
        return runtime.i32[count / 4]! / (counted * length)
      })
    })
}

test('a small matrix is counted exactly', () => {
  const density = counter()
  expect(density(10, 7, (row) => row % 5 === 0)).toBe(0.2)
  expect(density(64, 128, (row) => row < 16)).toBe(0.25)
})

test.each([2, 7, 28, 64])('a sample of a large matrix follows no period of its rows (%d)', (period) => {
  const density = counter()
  expect(Math.abs(density(64 * period, 64, (row) => row % period === 0) - 1 / period)).toBeLessThan(0.05)
  expect(Math.abs(density(64 * period, 64, (row) => row < 32 * period) - 0.5)).toBeLessThan(0.05)
})
