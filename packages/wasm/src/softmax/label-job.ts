import { sizeOf, type View } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { count, increase, set } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import { call, type Local, locals, type MakeLocal, type Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'
import { emitLargest, emitLogNormalizer } from './log-normalizer.ts'

/** Logits of one chunk, about. */
const CHUNK_ELEMENTS = 4096

/** A row of logits with its label, and what makes log-probabilities of it: (logit − largest) − normalizer. */
export interface LabelledRow {
  readonly row: Local<'i32'>
  /** The address of its first logit. */
  readonly from: Local<'i32'>
  readonly classes: Local<'i32'>
  readonly label: Local<'i32'>
  readonly largest: Local<'f32'>
  readonly normalizer: Local<'f32'>
  /** An address of the output, of the upstream gradient, and elements from one of its rows to the next. */
  readonly to: Local<'i32'>
  readonly grad: Local<'i32'>
  readonly gradStep: Local<'i32'>
  /** 64 bytes of scratch memory. */
  readonly scratch: I32
  readonly local: MakeLocal
}

/** Runs a kernel on logits [n, classes] and labels [n] of any strides; `grad` [n] may be missing. `out` is dense. */
export type RunLabelled = (out: View, logits: View, labels: View, grad?: View) => void

/** Writes a kernel that treats each row of logits by its label. */
export function emitLabelled(
  module: Module,
  name: string,
  write: (at: LabelledRow) => readonly Statement[],
): (runtime: Runtime) => RunLabelled {
  const largestOf = emitLargest(module)
  const logNormalizer = emitLogNormalizer(module)
  const bindReadable = emitWithReadable(module)
  const parameters = {
    to: 'i32',
    logits: 'i32',
    logitsStep: 'i32',
    labels: 'i32',
    labelsStep: 'i32',
    grad: 'i32',
    gradStep: 'i32',
    rows: 'i32',
    rowsInChunk: 'i32',
    classes: 'i32',
  } as const
  const job = emitJob(module, name, parameters, (p, chunk, scratch, local) => {
    const v = locals(local, {
      row: 'i32',
      last: 'i32',
      from: 'i32',
      label: 'i32',
      largest: 'f32',
      normalizer: 'f32',
    })
    const ofRow = { from: v.from, n: p.classes, scratch }
    return [
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.rows)),
      set(v.from, i32.add(p.logits, i32.mul(v.row, p.logitsStep))),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.label, loads.i32(i32.add(p.labels, i32.mul(v.row, p.labelsStep)))),
        set(v.largest, call(largestOf, ofRow)),
        set(v.normalizer, call(logNormalizer, { ...ofRow, largest: v.largest })),
        ...write({ ...v, ...p, scratch, local }),
        increase(v.from, p.logitsStep),
      ),
    ]
  })
  return (runtime) => {
    const withReadable = bindReadable(runtime)
    return (out, logits, labels, grad) => {
      const [rows, classes] = logits.shape as [number, number]
      if (sizeOf(logits.shape) === 0) return
      const rowsInChunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / classes))
      withReadable(
        [logits],
        (dense) =>
          runtime.launch(
            job,
            Math.ceil(rows / rowsInChunk),
            addressOf(out),
            addressOf(dense!),
            4 * dense!.strides[0]!,
            addressOf(labels),
            4 * labels.strides[0]!,
            grad ? addressOf(grad) : 0,
            grad ? 4 * grad.strides[0]! : 0,
            rows,
            rowsInChunk,
            classes,
          ),
        ({ strides }) => strides[1] === 1,
      )
    }
  }
}
