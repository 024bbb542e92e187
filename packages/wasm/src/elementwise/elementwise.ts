import { bytesPerElement, type DType, denseView, isContiguous, type Shape, sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import { SCALARS } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf, type WasmStorage } from '../storage.ts'
import { type CopyView, emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'
import type { ElementBytes, WriteBlock } from './block16.ts'
import { type Broadcast, broadcastOf, COLUMN, isScalar, ROW } from './broadcast.ts'
import { CHUNK_ELEMENTS, emitElementwiseJob } from './elementwise-job.ts'

/** Applies an elementwise function to operands of the output's shape. `out` may be one of them. */
export type Elementwise = (out: View, operands: readonly View[]) => void

/** Rows shorter than this are repeated, or operands copied, so that rows are long. */
const SHORT = 256
/** The same where nothing but single elements of rows stands beside what is dense: measured break-even. */
const SHORT_BESIDE_COLUMN = 32
/** About how long repeated rows are. */
const REPEATED = 1024

/** Writes an elementwise function of operands whose elements have the given sizes. */
export function emitElementwise(
  module: Module,
  name: string,
  bytes: ElementBytes,
  operandBytes: readonly ElementBytes[],
  write: WriteBlock,
): (runtime: Runtime) => Elementwise {
  const job = emitElementwiseJob(module, name, bytes, operandBytes, write)
  const bindCopy = emitCopyView(module)
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const copyView = bindCopy(runtime)
    const withReadable = bindReadable(runtime)
    const launch = (to: number, n: number, operands: readonly View[], { period, kinds }: Broadcast): void => {
      const places: number[] = []
      for (let at = 0; at < operands.length; at++) places.push(addressOf(operands[at]!), kinds[at]!)
      runtime.launch(job, Math.ceil(n / CHUNK_ELEMENTS), to, n, period, ...places)
    }
    const write = (to: number, n: number, operands: readonly View[]): void => {
      const found = broadcastOf(operands)
      if (found && found.period >= shortOf(found)) launch(to, n, operands, found)
      else if (found && !found.kinds.includes(COLUMN)) {
        withRepeatedRows(runtime, copyView, n, operands, found, (rows, period) => {
          launch(to, n, rows, { ...found, period })
        })
      } else {
        const isReadable = (view: View): boolean => isContiguous(view) || isScalar(view)
        withReadable(operands, (...dense) => launch(to, n, dense, broadcastOf(dense)!), isReadable)
      }
    }
    return (out, operands) => {
      const n = sizeOf(out.shape)
      if (n === 0) return
      if (isContiguous(out)) return write(addressOf(out), n, operands)
      runtime.withScratch(n * bytes, (address) => {
        write(address, n, operands)
        const storage: WasmStorage = { dtype: out.dtype, length: n, address }
        copyView(out, denseView(storage, out.shape))
      })
    }
  }
}

/** The least period with which an arrangement is gone through row by row. */
function shortOf({ kinds }: Broadcast): number {
  if (kinds.includes(ROW)) return SHORT
  return kinds.includes(COLUMN) ? SHORT_BESIDE_COLUMN : 0
}

/** Calls fn with rows that are several of the given ones, one after the other. */
function withRepeatedRows(
  runtime: Runtime,
  copyView: CopyView,
  n: number,
  operands: readonly View[],
  { period, kinds }: Broadcast,
  fn: (operands: readonly View[], period: number) => void,
): void {
  const times = Math.min(Math.ceil(REPEATED / period), n / period)
  const length = times * period
  const rows = operands.map((operand, at) => (kinds[at] === ROW ? length * bytesPerElement(operand.dtype) : 0))
  const starts = rows.map((_, at) => rows.slice(0, at).reduce((sum, bytes) => sum + Math.ceil(bytes / 16) * 16, 0))
  runtime.withScratch(starts.at(-1)! + rows.at(-1)!, (address) => {
    const repeated = operands.map((operand, at) => {
      if (kinds[at] !== ROW) return operand
      const { dtype } = operand
      const storage: WasmStorage = { dtype, length, address: address + starts[at]! }
      const row = denseView(storage, [times, period])
      copyView(row, { ...operand, shape: [times, period], strides: [0, 1] })
      return row
    })
    fn(repeated, length)
  })
}

/** A number as an operand of a shape: number `at` (0 … 11) of a call, converted as assignment to its typed array does. */
export function scalarView(runtime: Runtime, at: number, dtype: DType, value: number, shape: Shape): View {
  const address = SCALARS + 4 * at
  if (dtype === 'float32') runtime.f32[address >> 2] = value
  else if (dtype === 'int32') runtime.i32[address >> 2] = value
  else runtime.u8[address] = value
  const storage: WasmStorage = { dtype, length: 1, address }
  return { storage, dtype, shape, strides: shape.map(() => 0), offset: 0 }
}
