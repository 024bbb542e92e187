import { bytesPerElement, sizeOf, type View } from '@thinned/tensor'
import { count, increase, locals, set } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { loadElement, storeElement, type WasmDType, wasmDTypes } from './element.ts'

/** The approximate number of elements in a chunk. */
const CHUNK_ELEMENTS = 8192

/** Copies a view to a view of the same shape, each with any strides, and converts between dtypes. */
export type CopyView = (runtime: Runtime, out: View, x: View) => void

/**
 * Makes a job for each pair of dtypes, linked when a view is copied. The last axis is the inner loop. The others come from a table of { extent, output step, input step },
 * with steps in bytes.
 */
export function emitCopyView(module: Module): CopyView {
  return module.once('copyView', () => {
    const jobs = new Map<string, () => Job>()
    for (const to of wasmDTypes)
      for (const from of wasmDTypes)
        jobs.set(
          `${to} ${from}`,
          module.linked(`copy ${to} ${from}`, (apart) => emitCopy(apart, to, from)),
        )
    return (runtime, out, x) => {
      const size = sizeOf(out.shape)
      if (size === 0) return
      const axes = joinAxes(out, x)
      const [inner, ...outer] = axes.reverse() as [Axis, ...Axis[]]
      const rowsInChunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / inner.extent))
      const rows = size / inner.extent
      runtime.withScratch(12 * outer.length, (table) => {
        runtime.write(
          table,
          'int32',
          outer.flatMap(({ extent, to, from }) => [extent, to, from]),
        )
        runtime.launch(
          jobs.get(`${out.dtype} ${x.dtype}`)!(),
          Math.ceil(rows / rowsInChunk),
          addressOf(out),
          addressOf(x),
          rows,
          rowsInChunk,
          inner.extent,
          inner.to,
          inner.from,
          table,
          outer.length,
        )
      })
    }
  })
}

interface Axis {
  readonly extent: number
  /** Bytes from element to element, of the output and of the input. */
  readonly to: number
  readonly from: number
}

/** The axes of both views: without axes of one element, and with neighboring axes joined where both views are dense across them. */
function joinAxes(out: View, x: View): Axis[] {
  const [toBytes, fromBytes] = [bytesPerElement(out.dtype), bytesPerElement(x.dtype)]
  const axes: Axis[] = []
  out.shape.forEach((extent, axis) => {
    if (extent === 1) return
    const [to, from] = [out.strides[axis]! * toBytes, x.strides[axis]! * fromBytes]
    const last = axes.at(-1)
    if (last && last.to === to * extent && last.from === from * extent)
      axes[axes.length - 1] = { extent: last.extent * extent, to, from }
    else axes.push({ extent, to, from })
  })
  return axes.length > 0 ? axes : [{ extent: 1, to: toBytes, from: fromBytes }]
}

function emitCopy(module: Module, toType: WasmDType, fromType: WasmDType): Job {
  const parameters = {
    to: 'i32',
    from: 'i32',
    rows: 'i32',
    rowsInChunk: 'i32',
    extent: 'i32',
    toStep: 'i32',
    fromStep: 'i32',
    table: 'i32',
    axes: 'i32',
  } as const
  return emitJob(module, `copy_${toType}_${fromType}`, parameters, (p, chunk, _, local) => {
    const v = locals(local, {
      row: 'i32',
      last: 'i32',
      rest: 'i32',
      axis: 'i32',
      entry: 'i32',
      index: 'i32',
      to: 'i32',
      from: 'i32',
      i: 'i32',
    })
    return [
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.rows)),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.rest, v.row),
        set(v.to, p.to),
        set(v.from, p.from),
        set(v.entry, p.table),
        count(
          v.axis,
          0,
          p.axes,
          1,
          set(v.index, i32.remU(v.rest, loads.i32(v.entry))),
          set(v.rest, i32.divU(v.rest, loads.i32(v.entry))),
          increase(v.to, i32.mul(v.index, loads.i32(v.entry, 4))),
          increase(v.from, i32.mul(v.index, loads.i32(v.entry, 8))),
          increase(v.entry, 12),
        ),
        count(
          v.i,
          0,
          p.extent,
          1,
          storeElement(toType, v.to, loadElement(fromType, v.from)),
          increase(v.to, p.toStep),
          increase(v.from, p.fromStep),
        ),
      ),
    ]
  })
}
