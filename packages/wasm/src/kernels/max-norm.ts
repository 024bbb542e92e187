import { denseView, type View } from '@thinned/tensor'
import { emitElementwise } from '../elementwise/elementwise.ts'
import { choose, count, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { COLUMNS, emitColumnSums } from '../reductions/column-sums.ts'
import { SUM_CHUNK } from '../reductions/row-sums.ts'
import { addressOf, type WasmStorage } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

/** out [rows, columns] = x with every column whose Euclidean norm is above `limit` scaled to it. Where none is, x is only read. */
export const maxNorm: EmitKernel<'maxNorm'> = (module) => {
  const squares = emitColumnSums(module, 'columnSquares', true)
  const factors = emitJob(
    module,
    'normFactors',
    { sums: 'i32', parts: 'i32', columns: 'i32', limit: 'f32' },
    (p, _chunk, _scratch, local) => {
      const v = locals(local, { column: 'i32', part: 'i32', from: 'i32', to: 'i32', norm: 'f32' })
      const next = i32.add(v.from, i32.const(4))
      return [
        set(v.from, p.sums),
        set(v.to, p.sums),
        count(
          v.column,
          0,
          p.columns,
          1,
          set(v.norm, loads.f32(v.from)),
          set(v.from, next),
          count(v.part, 1, p.parts, 1, set(v.norm, f32.add(v.norm, loads.f32(v.from))), set(v.from, next)),
          set(v.norm, f32.sqrt(v.norm)),
          stores.f32(v.to, choose(f32.gt(v.norm, p.limit), f32.div(p.limit, v.norm), f32.const(1))),
          set(v.to, i32.add(v.to, i32.const(4))),
        ),
      ]
    },
  )
  const bindScale = emitElementwise(module, 'scaleColumns', 4, [4, 4], (_, [x, factor]) =>
    x!.map((vector, at) => f32x4.mul(vector, factor![at]!)),
  )
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const scale = bindScale(runtime)
    const withReadable = bindReadable(runtime)
    return (out, x, limit) => {
      const [rows, columns] = x.shape as [number, number]
      const [parts, panels] = [Math.ceil(rows / SUM_CHUNK), Math.ceil(columns / COLUMNS)]
      if (rows === 0 || columns === 0) return
      runtime.withScratch(4 * columns * parts, (sums) => {
        withReadable(
          [x],
          (readable) => {
            const { strides } = readable!
            const [from, step] = [addressOf(readable!), 4 * strides[0]!]
            runtime.launch(squares, panels * parts, sums, 4 * parts, 4, from, columns, rows, step, panels)
            runtime.launch(factors, 1, sums, parts, columns, limit)
            const isWithin = runtime.f32.subarray(sums >>> 2, (sums >>> 2) + columns).every((factor) => factor === 1)
            if (isWithin && isSame(out, x)) return
            const storage: WasmStorage = { dtype: 'float32', length: columns, address: sums }
            const row = { ...denseView(storage, [columns]), shape: x.shape, strides: [0, 1] }
            scale(out, [readable!, row])
          },
          ({ strides }) => strides[1] === 1,
        )
      })
    }
  }
}

function isSame(a: View, b: View): boolean {
  return addressOf(a) === addressOf(b) && a.strides.every((stride, axis) => stride === b.strides[axis])
}
