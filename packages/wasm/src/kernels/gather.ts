import { bytesPerElement, SUM_CHUNK, sizeOf } from '@thinned/tensor'
import { count, increase, locals, loopWhile, set } from '../emit/control.ts'
import { copyBytes, loads, stores } from '../emit/memory.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

/** The approximate number of bytes in a chunk of `gather`. */
const CHUNK_BYTES = 32768

/** out[i] = x[indices[i]], for rows along axis 0. The caller has checked the indices (int32). */
export const gather: EmitKernel<'gather'> = (module) => {
  const parameters = {
    to: 'i32',
    from: 'i32',
    indices: 'i32',
    indicesStep: 'i32',
    rows: 'i32',
    rowsInChunk: 'i32',
    bytes: 'i32',
  } as const
  const job = emitJob(module, 'gather', parameters, (p, chunk, _, local) => {
    const v = locals(local, { row: 'i32', last: 'i32', index: 'i32' })
    return [
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.rows)),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.index, loads.i32(i32.add(p.indices, i32.mul(v.row, p.indicesStep)))),
        copyBytes(i32.add(p.to, i32.mul(v.row, p.bytes)), i32.add(p.from, i32.mul(v.index, p.bytes)), p.bytes),
      ),
    ]
  })
  const withReadable = emitWithReadable(module)
  return (runtime, out, x, indices) => {
    const [rows] = out.shape as [number]
    if (sizeOf(out.shape) === 0) return
    const bytes = (sizeOf(out.shape) / rows) * bytesPerElement(x.dtype)
    const rowsInChunk = Math.max(1, Math.floor(CHUNK_BYTES / bytes))
    withReadable(runtime, [x], (dense) =>
      runtime.launch(
        job,
        Math.ceil(rows / rowsInChunk),
        addressOf(out),
        addressOf(dense!),
        addressOf(indices),
        4 * indices.strides[0]!,
        rows,
        rowsInChunk,
        bytes,
      ),
    )
  }
}

/** The approximate number of elements in a chunk of `scatterAdd`, and the fewest columns. */
const CHUNK_ELEMENTS = 8192
const FEWEST_COLUMNS = 16

/**
 * out = 0, then out[indices[i]] += x[i] for rising i. A chunk is some columns of all rows, so threads do not change the order of the
 * additions to an element. Where more than SUM_CHUNK rows of x go to one row of the output, each further SUM_CHUNK of them go to a row in
 * scratch memory, and these are added to the output in order.
 */
export const scatterAdd: EmitKernel<'scatterAdd'> = (module) => {
  const parameters = {
    to: 'i32',
    from: 'i32',
    indices: 'i32',
    indicesStep: 'i32',
    rows: 'i32',
    columns: 'i32',
    columnsInChunk: 'i32',
  } as const
  const job = emitJob(module, 'scatterAdd', parameters, (p, chunk, _, local) => {
    const v = locals(local, { row: 'i32', first: 'i32', index: 'i32', to: 'i32', from: 'i32', rest: 'i32' })
    const addressOfRow = (base: typeof p.to, row: typeof v.row) =>
      i32.add(base, i32.shl(i32.add(i32.mul(row, p.columns), v.first), i32.const(2)))
    const next = (floats: number) => [
      increase(v.to, 4 * floats),
      increase(v.from, 4 * floats),
      increase(v.rest, -floats),
    ]
    return [
      set(v.first, i32.mul(chunk, p.columnsInChunk)),
      count(
        v.row,
        0,
        p.rows,
        1,
        set(v.index, loads.i32(i32.add(p.indices, i32.mul(v.row, p.indicesStep)))),
        set(v.to, addressOfRow(p.to, v.index)),
        set(v.from, addressOfRow(p.from, v.row)),
        set(v.rest, minU(p.columnsInChunk, i32.sub(p.columns, v.first))),
        loopWhile(
          i32.geU(v.rest, i32.const(4)),
          stores.v128(v.to, f32x4.add(loads.v128(v.to), loads.v128(v.from))),
          ...next(4),
        ),
        loopWhile(v.rest, stores.f32(v.to, f32.add(loads.f32(v.to), loads.f32(v.from))), ...next(1)),
      ),
    ]
  })
  const withReadable = emitWithReadable(module)
  return (runtime, out, x, indices) => {
    const [rows] = x.shape as [number]
    const columns = sizeOf(out.shape.slice(1))
    const to = addressOf(out)
    runtime.zero(to, 4 * sizeOf(out.shape))
    if (sizeOf(x.shape) === 0) return
    const add = (from: number, indices: number, indicesStep: number, rows: number): void => {
      const columnsInChunk = Math.max(FEWEST_COLUMNS, Math.floor(CHUNK_ELEMENTS / rows))
      const chunks = Math.ceil(columns / columnsInChunk)
      runtime.launch(job, chunks, to, from, indices, indicesStep, rows, columns, columnsInChunk)
    }
    withReadable(runtime, [x], (dense) => {
      const [from, first, step] = [addressOf(dense!), addressOf(indices), indices.strides[0]!]
      const { later, places } =
        rows > SUM_CHUNK ? chunksOfRows(runtime.i32.subarray(first >>> 2), step, rows, out.shape[0]!) : NO_CHUNKS
      if (later.length === 0) return add(from, first, 4 * step, rows)
      const rowBytes = 4 * columns
      // The rows in scratch memory are a whole number of rows away from the output: so an index addresses either.
      runtime.withScratch(rowBytes * (later.length + 1), (scratch) => {
        const extra = scratch + ((((to - scratch) % rowBytes) + rowBytes) % rowBytes)
        runtime.zero(extra, rowBytes * later.length)
        const firstExtra = (extra - to) / rowBytes
        for (let i = 0; i < rows; i++) if (places[i]! < 0) places[i] = firstExtra - 1 - places[i]!
        runtime.withScratch(4 * (rows + later.length), (table) => {
          runtime.i32.set(places, table >>> 2)
          runtime.i32.set(later, (table >>> 2) + rows)
          add(from, table, 4, rows)
          add(extra, table + 4 * rows, 4, later.length)
        })
      })
    })
  }
}

interface RowChunks {
  /** For each term its row, or −1 − j for a term of the chunk j of `later`. */
  readonly places: Int32Array
  /** The rows of the chunks after the first of a row, in order. */
  readonly later: readonly number[]
}

const NO_CHUNKS: RowChunks = { places: new Int32Array(0), later: [] }

/** Divides the terms of each row into chunks. The rows of the terms are `length` words, `step` words apart. */
function chunksOfRows(words: Int32Array, step: number, length: number, rows: number): RowChunks {
  const counts = new Int32Array(rows)
  let most = 0
  for (let i = 0; i < length; i++) most = Math.max(most, ++counts[words[i * step]!]!)
  if (most <= SUM_CHUNK) return NO_CHUNKS
  const [open, places] = [new Int32Array(rows), new Int32Array(length)]
  const later: number[] = []
  counts.fill(0)
  for (let i = 0; i < length; i++) {
    const row = words[i * step]!
    const term = counts[row]!++
    if (term > 0 && term % SUM_CHUNK === 0) open[row] = later.push(row)
    places[i] = term < SUM_CHUNK ? row : -open[row]!
  }
  return { places, later }
}
