import { bytesPerElement, sizeOf } from '@thinned/tensor'
import { count, set } from '../emit/control.ts'
import { copyBytes, loads } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

/** Bytes of one chunk, about. */
const CHUNK_BYTES = 32768

/** out[i] = x[indices[i]], rows along axis 0; the indices (int32) were checked to lie inside. */
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
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const withReadable = bindReadable(runtime)
    return (out, x, indices) => {
      const [rows] = out.shape as [number]
      if (sizeOf(out.shape) === 0) return
      const bytes = (sizeOf(out.shape) / rows) * bytesPerElement(x.dtype)
      const rowsInChunk = Math.max(1, Math.floor(CHUNK_BYTES / bytes))
      withReadable([x], (dense) =>
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
}
