import { sizeOf } from '@thinned/tensor'
import type { I32, Statement, V128 } from '../emit/code.ts'
import { count, type Hold, holding, increase, type Local, locals, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { sigmoid, tanh } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob, type Job } from '../threads/job.ts'

const { add, sub, mul } = f32x4

/** The approximate number of elements of a plane in a chunk. */
const CHUNK_ELEMENTS = 512
/** Vectors of each operand in an iteration: a pair, which an engine can join to 256 bits. */
const PAIR = 2

/** What a cell makes: the planes h, c, and of seven also i, f, g, o, t. */
export const lstmCell: EmitKernel<'lstmCell'> = (module) => {
  const parameters = { to: 'i32', input: 'i32', recurrent: 'i32', cell: 'i32', rest: 'i32' } as const
  const job = emitRows(module, 'lstmCell', parameters, ({ p, plane, part }) => ({
    reads: [plane(p.cell, 0), ...[0, 1, 2, 3].flatMap((index) => [part(p.input, index), part(p.recurrent, index)])],
    lanes([cell, ...sums], hold) {
      const z = [0, 1, 2, 3].map((index) => hold(add(sums[2 * index]!, sums[2 * index + 1]!)))
      const gate = (index: number): V128 => hold(sigmoid(z[index]!, hold))
      const [i, f, o] = [gate(0), gate(1), gate(3)]
      const g = hold(tanh(z[2]!, hold))
      const c = hold(add(mul(f, cell!), mul(i, g)))
      const t = hold(tanh(c, hold))
      return [mul(o, t), c, i, f, g, o, t]
    },
    writes: [...[0, 1].map((index) => plane(p.to, index)), ...[0, 1, 2, 3, 4].map((index) => plane(p.rest, index))],
  }))
  const withReadable = emitWithReadable(module)
  return (runtime, out, input, recurrent, cell) => {
    const planeBytes = 4 * sizeOf(cell.shape)
    const run = (rest: number): void =>
      withReadable(runtime, [input, recurrent, cell], (...views) =>
        runtime.launch(job, ...rowsOf(cell.shape), ...[out, ...views].map(addressOf), rest),
      )
    // No branch on what is kept: the engine would not join the vectors on both of its sides.
    if (out.shape[0]! > 2) run(addressOf(out) + 2 * planeBytes)
    else runtime.withScratch(5 * planeBytes, run)
  }
}

/** The gradients of the sums [batch, 4 · units], then that of the cell state [batch, units]. */
export const lstmCellGradient: EmitKernel<'lstmCellGradient'> = (module) => {
  const parameters = { to: 'i32', toCell: 'i32', made: 'i32', cell: 'i32', hidden: 'i32', next: 'i32' } as const
  const job = emitRows(module, 'lstmCellGradient', parameters, ({ p, plane, part }) => ({
    reads: [
      ...[p.cell, p.hidden, p.next].map((base) => plane(base, 0)),
      ...[2, 3, 4, 5, 6].map((i) => plane(p.made, i)),
    ],
    lanes([cell, hidden, next, i, f, g, o, t], hold) {
      const one = f32x4.const(1)
      const ofSigmoid = (gradient: V128, y: V128): V128 => mul(gradient, mul(y, sub(one, y)))
      const ofTanh = (gradient: V128, y: V128): V128 => mul(gradient, sub(one, mul(y, y)))
      const c = hold(add(next!, ofTanh(mul(hidden!, o!), t!)))
      return [
        ofSigmoid(mul(c, g!), i!),
        ofSigmoid(mul(c, cell!), f!),
        ofTanh(mul(c, i!), g!),
        ofSigmoid(mul(hidden!, t!), o!),
        mul(c, f!),
      ]
    },
    writes: [...[0, 1, 2, 3].map((index) => part(p.to, index)), plane(p.toCell, 0)],
  }))
  const withReadable = emitWithReadable(module)
  return (runtime, out, made, cell, hidden, next) => {
    const to = addressOf(out)
    withReadable(runtime, [made, cell, hidden, next], (...views) =>
      runtime.launch(job, ...rowsOf(cell.shape), to, to + 16 * sizeOf(cell.shape), ...views.map(addressOf)),
    )
  }
}

/** The number of chunks, and the values of the job's first parameters. */
function rowsOf([batch, units]: readonly number[]): [
  chunks: number,
  batch: number,
  units: number,
  rowsInChunk: number,
] {
  const rowsInChunk = Math.max(1, Math.round(CHUNK_ELEMENTS / Math.max(units!, 1)))
  return [Math.ceil(batch! / rowsInChunk), batch!, units!, rowsInChunk]
}

/** Where the elements of a plane [batch, units] or of a part of an operand [batch, 4 · units] begin. */
interface Place {
  readonly start: I32
  readonly isPart: boolean
}

interface RowsBody {
  readonly reads: readonly Place[]
  readonly lanes: (operands: readonly V128[], hold: Hold) => readonly V128[]
  /** Where the results go. */
  readonly writes: readonly Place[]
}

interface Operands<P> {
  readonly p: { readonly [N in keyof P]: Local<'i32'> }
  readonly plane: (base: I32, index: number) => Place
  readonly part: (base: I32, index: number) => Place
}

/** Emits a job that goes over all elements of a plane, row by row. Its first arguments are those of `rowsOf`. */
function emitRows<const P extends Readonly<Record<string, 'i32'>>>(
  module: Module,
  name: string,
  parameters: P,
  write: (operands: Operands<P>) => RowsBody,
): Job {
  const sizes = { batch: 'i32', units: 'i32', rowsInChunk: 'i32' } as const
  return emitJob(module, name, { ...sizes, ...parameters }, (values, chunk, _, local) => {
    const p = values as Operands<P>['p'] & { readonly [N in keyof typeof sizes]: Local<'i32'> }
    const v = locals(local, { row: 'i32', last: 'i32', column: 'i32', inPlane: 'i32', inParts: 'i32', rowBytes: 'i32' })
    const { reads, lanes, writes } = write({
      p,
      plane: (base, index) => ({
        start: i32.add(base, i32.mul(i32.mul(p.batch, v.rowBytes), i32.const(index))),
        isPart: false,
      }),
      part: (base, index) => ({ start: i32.add(base, i32.mul(v.rowBytes, i32.const(index))), isPart: true }),
    })
    const starts: Statement[] = []
    const addressOf = ({ start, isPart }: Place): I32 => {
      const base = local('i32')
      starts.push(set(base, start))
      return i32.add(base, isPart ? v.inParts : v.inPlane)
    }
    const from = reads.map(addressOf)
    const to = writes.map(addressOf)
    /** The results of some vectors: for each vector, all results. */
    const compute = (vectors: number, load: (address: I32, vector: number) => V128): [Statement, V128[][]] => {
      const [body, hold] = holding(local)
      const inputs = Array.from({ length: vectors }, (_, vector) => from.map((address) => hold(load(address, vector))))
      return [body, inputs.map((operands) => lanes(operands, hold).map(hold))]
    }
    const [pair, results] = compute(PAIR, (address, vector) => loads.v128(address, 16 * vector))
    const [single, [last]] = compute(1, (address) => loads.zero32(address))
    const next = (elements: number): Statement[] => [
      increase(v.inPlane, 4 * elements),
      increase(v.inParts, 4 * elements),
      increase(v.column, elements),
    ]
    return [
      set(v.rowBytes, i32.shl(p.units, i32.const(2))),
      ...starts,
      set(v.row, i32.mul(chunk, p.rowsInChunk)),
      set(v.last, minU(i32.add(v.row, p.rowsInChunk), p.batch)),
      set(v.inPlane, i32.mul(v.row, v.rowBytes)),
      count(
        v.row,
        v.row,
        v.last,
        1,
        set(v.inParts, i32.shl(v.inPlane, i32.const(2))),
        set(v.column, i32.const(0)),
        loopWhile(
          i32.leU(i32.add(v.column, i32.const(4 * PAIR)), p.units),
          pair,
          ...to.flatMap((address, result) =>
            results.map((all, vector) => stores.v128(address, all[result]!, 16 * vector)),
          ),
          ...next(4 * PAIR),
        ),
        loopWhile(
          i32.ltU(v.column, p.units),
          single,
          ...to.map((address, result) => stores.lane32(address, last![result]!, 0)),
          ...next(1),
        ),
      ),
    ]
  })
}
