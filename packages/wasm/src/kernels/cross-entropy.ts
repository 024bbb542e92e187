import { sizeOf, type View } from '@thinned/tensor'
import type { F32, I32, Statement, V128 } from '../emit/code.ts'
import { count, holding, increase, type Local, locals, type MakeLocal, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { call, type Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import { exp } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { eachEight, emitLargest, emitLogNormalizer, storeEight, TAIL } from '../softmax/rows.ts'
import { SHORT_ROW, type ShortRow, shortRow } from '../softmax/short-row.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

const { add, sub, mul, splat } = f32x4

/** out [n] (dense) = −log-probability of each row's label, for logits [n, classes] and labels [n] (int32). */
export const crossEntropy: EmitKernel<'crossEntropy'> = (module) => {
  const logitOf = ({ from, label }: RowOfLabel): I32 => i32.add(from, i32.shl(label, i32.const(2)))
  // 0 − x, because −x would be −0 for a probability of 1.
  const store = ({ to, row }: RowOfLabel, logProbability: F32): Statement =>
    stores.f32(i32.add(to, i32.shl(row, i32.const(2))), f32.sub(f32.const(0), logProbability))
  return emitLabeled(
    module,
    'crossEntropy',
    (row) => [store(row, f32.sub(f32.sub(loads.f32(logitOf(row)), row.largest), row.normalizer))],
    (row, { logProbabilityOf }) => [store(row, f32x4.lane(logProbabilityOf(loads.splat32(logitOf(row))), 0))],
  )
}

/** out [n, classes] (dense) = (probability − (1 where the class is the label, else 0)) · grad [n]. */
export const crossEntropyGradient: EmitKernel<'crossEntropyGradient'> = (module) => {
  return emitLabeled(module, 'crossEntropyGradient', writeGradient, writeShortGradient)
}

function writeGradient(input: LabeledRow): Statement[] {
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
  const slope = holdLabel(slopeOfLabel(log, exp(log, holdLabel)))
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
}

/** The row's gradients as vectors. Those behind its end are written too, and then overwritten by the next rows; at the chunk's end they are left out. */
function writeShortGradient(input: RowOfLabel, { logProbabilities }: ShortRow): Statement[] {
  const { to, row, last, classes, label, scratch, grad, gradStep, local } = input
  const v = locals(local, { out: 'i32', i: 'i32', end: 'i32', scale: 'v128', label: 'v128' })
  const [steps, hold] = holding(local)
  const results = logProbabilities.map((log, j) => {
    const probability = hold(exp(log, hold))
    const isLabel = i32x4.eq(v.label, v128.const(4 * j, 4 * j + 1, 4 * j + 2, 4 * j + 3))
    return hold(mul(v128.select(slopeOfLabel(log, probability), probability, isLabel), v.scale))
  })
  const store = (to: I32): Statement[] => results.map((result, j) => stores.v128(to, result, 16 * j))
  return [
    set(v.scale, loads.splat32(i32.add(grad, i32.mul(row, gradStep)))),
    set(v.label, i32x4.splat(label)),
    steps,
    set(v.out, i32.add(to, i32.shl(i32.mul(row, classes), i32.const(2)))),
    when(i32.leU(i32.add(i32.mul(row, classes), i32.const(SHORT_ROW)), i32.mul(last, classes)), store(v.out), [
      ...store(scratch),
      set(v.end, i32.shl(classes, i32.const(2))),
      count(v.i, 0, v.end, 4, stores.i32(i32.add(v.out, v.i), loads.i32(i32.add(scratch, v.i)))),
    ]),
  ]
}

/** Probability − 1, from the log-probability. */
function slopeOfLabel(log: V128, probability: V128): V128 {
  return v128.select(
    add(log, mul(mul(log, log), f32x4.const(0.5))),
    sub(probability, f32x4.const(1)),
    f32x4.gt(log, f32x4.const(-TAIL)),
  )
}

/** The approximate number of logits in a chunk. */
const CHUNK_ELEMENTS = 512

/** A row of logits, as variables of the job. */
interface RowOfLabel {
  /** The number of the row, and the first number behind the chunk's rows. */
  readonly row: Local<'i32'>
  readonly last: Local<'i32'>
  /** The address of the first logit. */
  readonly from: Local<'i32'>
  readonly classes: Local<'i32'>
  readonly label: Local<'i32'>
  /** The addresses of the output and of the upstream gradient, and the bytes from row to row of the gradient. */
  readonly to: Local<'i32'>
  readonly grad: Local<'i32'>
  readonly gradStep: Local<'i32'>
  /** 64 bytes of scratch memory. */
  readonly scratch: I32
  readonly local: MakeLocal
}

/** A row whose log-probabilities are (logit − largest) − normalizer. */
interface LabeledRow extends RowOfLabel {
  readonly largest: Local<'f32'>
  readonly normalizer: Local<'f32'>
}

/** Runs a kernel on logits [n, classes], labels [n] and perhaps `grad` [n], of any strides. `out` is dense. */
type RunLabeled = (runtime: Runtime, out: View, logits: View, labels: View, grad?: View) => void

/** Emits a kernel that visits each row of logits with its label; short rows are in registers. */
function emitLabeled(
  module: Module,
  name: string,
  write: (row: LabeledRow) => readonly Statement[],
  writeShort: (row: RowOfLabel, logits: ShortRow) => readonly Statement[],
): RunLabeled {
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
    const short = shortRow(local)
    const eachRow = (...body: readonly Statement[]): Statement =>
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.label, loads.i32(i32.add(p.labels, i32.mul(v.row, p.labelsStep)))),
        ...body,
        increase(v.from, p.logitsStep),
      )
    return [
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.rows)),
      set(v.from, i32.add(p.logits, i32.mul(v.row, p.logitsStep))),
      when(
        i32.leU(p.classes, i32.const(SHORT_ROW)),
        [
          ...short.prepare(p.classes),
          eachRow(...short.read(v.from), ...writeShort({ ...v, ...p, scratch, local }, short)),
        ],
        [
          eachRow(
            set(v.largest, call(largestOf, rowArguments)),
            set(v.normalizer, call(logNormalizer, { ...rowArguments, largest: v.largest })),
            ...write({ ...v, ...p, scratch, local }),
          ),
        ],
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
