import { bytesPerElement, SUM_CHUNK, sizeOf } from '@thinned/tensor'
import { count, locals, set } from '../emit/control.ts'
import { copyBytes, loads } from '../emit/memory.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'
import { addFloats } from '../windows/window-job.ts'

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
        ...addFloats(v.rest, minU(p.columnsInChunk, i32.sub(p.columns, v.first)), v.to, v.from),
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
      const terms = [first >>> 2, step, rows] as const
      if (rows > SUM_CHUNK) runtime.reads('scatterAdd')
      if (rows <= SUM_CHUNK || mostTerms(runtime.i32, terms, out.shape[0]!) <= SUM_CHUNK)
        return add(from, first, 4 * step, rows)
      const [rowBytes, most] = [4 * columns, Math.floor(rows / SUM_CHUNK)]
      runtime.withScratch(rowBytes * (most + 1), (scratch) =>
        runtime.withScratch(4 * (rows + most), (table) => {
          // The rows in scratch memory are a whole number of rows away from the output: so an index addresses either.
          const extra = scratch + ((((to - scratch) % rowBytes) + rowBytes) % rowBytes)
          const later = divideTerms(runtime.i32, terms, table >>> 2, out.shape[0]!, (extra - to) / rowBytes)
          runtime.zero(extra, rowBytes * later)
          add(from, table, 4, rows)
          if (later > 0) add(extra, table + 4 * rows, 4, later)
        }),
      )
    })
  }
}

/** Where the rows of the terms are: the first word, words from one to the next, and their number. */
type Terms = readonly [first: number, step: number, length: number]

/** The most terms that one row has. */
function mostTerms(words: Int32Array, [first, step, length]: Terms, rows: number): number {
  const terms = new Int32Array(rows)
  let most = 0
  for (let i = 0; i < length; i++) {
    const row = words[first + i * step]!
    const count = terms[row]! + 1
    terms[row] = count
    if (count > most) most = count
  }
  return most
}

/**
 * Writes to `table` the index of the row to which each term is added: its own row, or, for a further chunk of the terms of a row, one of the
 * rows from `extra` on. Behind them it writes whose chunks these are, and returns their number.
 */
function divideTerms(
  words: Int32Array,
  [first, step, length]: Terms,
  table: number,
  rows: number,
  extra: number,
): number {
  const [terms, places] = [new Int32Array(rows), new Int32Array(rows)]
  let later = 0
  for (let i = 0; i < length; i++) {
    const row = words[first + i * step]!
    const term = terms[row]!++
    if (term % SUM_CHUNK === 0) places[row] = term === 0 ? row : extra + later
    if (term > 0 && term % SUM_CHUNK === 0) words[table + length + later++] = row
    words[table + i] = places[row]!
  }
  return later
}
