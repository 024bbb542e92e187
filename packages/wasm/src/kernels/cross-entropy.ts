import { sizeOf, type View } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { count, holding, increase, type Local, locals, type MakeLocal, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { call, type Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { exp } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { eachEight, emitLargest, emitLogNormalizer, storeEight, TAIL } from '../softmax/rows.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

const { add, sub, mul, splat } = f32x4

/** out [n] (dense) = −log-probability of each row's label, for logits [n, classes] and labels [n] (int32). */
export const crossEntropy: EmitKernel<'crossEntropy'> = (module) => {
  return emitLabeled(module, 'crossEntropy', ({ to, row, from, label, largest, normalizer }) => {
    const logit = loads.f32(i32.add(from, i32.shl(label, i32.const(2))))
    const logProbability = f32.sub(f32.sub(logit, largest), normalizer)
    // 0 − x, because −x would be −0 for a probability of 1.
    return [stores.f32(i32.add(to, i32.shl(row, i32.const(2))), f32.sub(f32.const(0), logProbability))]
  })
}

/** out [n, classes] (dense) = (probability − (1 where the class is the label, else 0)) · grad [n]. */
export const crossEntropyGradient: EmitKernel<'crossEntropyGradient'> = (module) => {
  return emitLabeled(module, 'crossEntropyGradient', (input) => {
    const { to, row, from, classes, label, scratch, grad, gradStep, local } = input
    const v = locals(local, {
      out: 'i32',
      largest: 'v128',
      normalizer: 'v128',
      scale: 'v128',
      logit: 'v128',
    })
    const [labelSteps, holdLabel] = holding(local)
    const log = holdLabel(sub(sub(v.logit, v.largest), v.normalizer))
    const slope = holdLabel(
      v128.select(
        add(log, mul(mul(log, log), f32x4.const(0.5))),
        sub(exp(log, holdLabel), f32x4.const(1)),
        f32x4.gt(log, f32x4.const(-TAIL)),
      ),
    )
    return [
      set(v.largest, splat(input.largest)),
      set(v.normalizer, splat(input.normalizer)),
      set(v.scale, loads.splat32(i32.add(grad, i32.mul(row, gradStep)))),
      set(v.logit, loads.splat32(i32.add(from, i32.shl(label, i32.const(2))))),
      set(v.out, i32.add(to, i32.shl(i32.mul(row, classes), i32.const(2)))),
      ...eachEight(from, classes, local, (vectors, floats) => {
        const [steps, hold] = holding(local)
        const results = vectors
          .map((x) => hold(exp(hold(sub(sub(x, v.largest), v.normalizer)), hold)))
          .map((probability) => hold(mul(probability, v.scale)))
        return [steps, ...storeEight(v.out, results, floats, scratch, local)]
      }),
      set(v.out, i32.add(to, i32.shl(i32.add(i32.mul(row, classes), label), i32.const(2)))),
      labelSteps,
      stores.lane32(v.out, mul(slope, v.scale), 0),
    ]
  })
}

/** The approximate number of logits in a chunk. */
const CHUNK_ELEMENTS = 4096

/** A row of logits, as variables of the job. Its log-probabilities are (logit − largest) − normalizer. */
interface LabeledRow {
  readonly row: Local<'i32'>
  /** The address of the first logit. */
  readonly from: Local<'i32'>
  readonly classes: Local<'i32'>
  readonly label: Local<'i32'>
  readonly largest: Local<'f32'>
  readonly normalizer: Local<'f32'>
  /** The addresses of the output and of the upstream gradient, and the bytes from row to row of the gradient. */
  readonly to: Local<'i32'>
  readonly grad: Local<'i32'>
  readonly gradStep: Local<'i32'>
  /** 32 bytes of scratch memory. */
  readonly scratch: I32
  readonly local: MakeLocal
}

/** Runs a kernel on logits [n, classes], labels [n] and perhaps `grad` [n], of any strides. `out` is dense. */
type RunLabeled = (runtime: Runtime, out: View, logits: View, labels: View, grad?: View) => void

/** Emits a kernel that visits each row of logits with its label. */
function emitLabeled(module: Module, name: string, write: (row: LabeledRow) => readonly Statement[]): RunLabeled {
  const largestOf = emitLargest(module)
  const logNormalizer = emitLogNormalizer(module)
  const withReadable = emitWithReadable(module)
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
    const rowArguments = { from: v.from, n: p.classes }
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
        set(v.largest, call(largestOf, rowArguments)),
        set(v.normalizer, call(logNormalizer, { ...rowArguments, largest: v.largest })),
        ...write({ ...v, ...p, scratch, local }),
        increase(v.from, p.logitsStep),
      ),
    ]
  })
  return (runtime, out, logits, labels, grad) => {
    const [rows, classes] = logits.shape as [number, number]
    if (sizeOf(logits.shape) === 0) return
    const rowsInChunk = Math.max(1, Math.floor(CHUNK_ELEMENTS / classes))
    withReadable(
      runtime,
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
