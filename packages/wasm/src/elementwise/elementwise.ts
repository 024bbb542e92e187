import { bytesPerElement, type DType, isContiguous, type Shape, sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import { SCALARS } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf, denseViewAt, type WasmStorage } from '../storage.ts'
import { type CopyView, emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'
import type { ElementBytes, WriteBlock } from './block16.ts'
import { type Broadcast, broadcastOf, COLUMN, isScalar, ROW } from './broadcast.ts'
import { CHUNK_ELEMENTS, emitElementwiseJob } from './elementwise-job.ts'

/** Applies an elementwise function to operands of the output's shape. `out` may be one of them. */
export type Elementwise = (runtime: Runtime, out: View, operands: readonly View[]) => void

/** Shorter rows are repeated, or their operands are copied, until rows are long. */
const SHORT_ROW = 256
/** The same limit where the only broadcast operands are columns and scalars: measured break-even. */
const SHORT_ROW_WITH_COLUMN = 32
/** The approximate length of repeated rows. */
const REPEATED_ROW = 1024

/** Emits an elementwise function. `bytes` and `operandBytes` are the sizes of an element of the output and of each operand. */
export function emitElementwise(
  module: Module,
  name: string,
  bytes: ElementBytes,
  operandBytes: readonly ElementBytes[],
  write: WriteBlock,
): Elementwise {
  const job = emitElementwiseJob(module, name, bytes, operandBytes, write)
  const copyView = emitCopyView(module)
  const withReadable = emitWithReadable(module)
  type Run = (runtime: Runtime, to: number, n: number, operands: readonly View[], broadcast: Broadcast) => void
  const launch: Run = (runtime, to, n, operands, { period, kinds }) => {
    const operandValues: number[] = []
    for (let i = 0; i < operands.length; i++) operandValues.push(addressOf(operands[i]!), kinds[i]!)
    runtime.launch(job, Math.ceil(n / CHUNK_ELEMENTS), to, n, period, ...operandValues)
  }
  const writeDense = (runtime: Runtime, to: number, n: number, operands: readonly View[]): void => {
    const broadcast = broadcastOf(operands)
    if (broadcast && broadcast.period >= shortestRow(broadcast)) launch(runtime, to, n, operands, broadcast)
    else if (broadcast && !broadcast.kinds.includes(COLUMN)) {
      withRepeatedRows(runtime, copyView, n, operands, broadcast, (rows, period) => {
        launch(runtime, to, n, rows, { ...broadcast, period })
      })
    } else {
      const isReadable = (view: View): boolean => isContiguous(view) || isScalar(view)
      withReadable(runtime, operands, (...dense) => launch(runtime, to, n, dense, broadcastOf(dense)!), isReadable)
    }
  }
  return (runtime, out, operands) => {
    const n = sizeOf(out.shape)
    if (n === 0) return
    if (isContiguous(out)) return writeDense(runtime, addressOf(out), n, operands)
    runtime.withScratch(n * bytes, (address) => {
      writeDense(runtime, address, n, operands)
      copyView(runtime, out, denseViewAt(address, out.dtype, out.shape))
    })
  }
}

/** The shortest row with which the job reads operands in place. */
function shortestRow({ kinds }: Broadcast): number {
  if (kinds.includes(ROW)) return SHORT_ROW
  return kinds.includes(COLUMN) ? SHORT_ROW_WITH_COLUMN : 0
}

/** Calls fn with each row operand repeated several times in a row, and with the longer period. */
function withRepeatedRows(
  runtime: Runtime,
  copyView: CopyView,
  n: number,
  operands: readonly View[],
  { period, kinds }: Broadcast,
  fn: (operands: readonly View[], period: number) => void,
): void {
  const times = Math.min(Math.ceil(REPEATED_ROW / period), n / period)
  const length = times * period
  const sizes = operands.map((operand, i) => (kinds[i] === ROW ? length * bytesPerElement(operand.dtype) : 0))
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, bytes) => sum + Math.ceil(bytes / 16) * 16, 0))
  runtime.withScratch(starts.at(-1)! + sizes.at(-1)!, (address) => {
    const repeated = operands.map((operand, i) => {
      if (kinds[i] !== ROW) return operand
      const row = denseViewAt(address + starts[i]!, operand.dtype, [times, period])
      copyView(runtime, row, { ...operand, shape: [times, period], strides: [0, 1] })
      return row
    })
    fn(repeated, length)
  })
}

/** A number as an operand of any shape, converted as assignment to a typed array does. `slot` (0 … 11) tells the numbers of a call apart. */
export function scalarView(runtime: Runtime, slot: number, dtype: DType, value: number, shape: Shape): View {
  const address = SCALARS + 4 * slot
  runtime.writeNumber(address, dtype, value)
  const storage: WasmStorage = { dtype, length: 1, address }
  return { storage, dtype, shape, strides: shape.map(() => 0), offset: 0 }
}
