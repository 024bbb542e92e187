import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob } from '../threads/job.ts'
import { emitPack } from './pack.ts'
import type { Matrix } from './product.ts'

/** Calls fn with the address of the panels of b [k, n], as [panel][k][column], with zeros behind the last column. They are freed after fn. */
export type WithPanels = (runtime: Runtime, b: Matrix, n: number, k: number, fn: (panels: number) => void) => void

/** Emits the packing of all panels of a right operand, `width` columns wide. */
export function emitWithPanels(module: Module, width: number): WithPanels {
  return module.once(`withPanels${width}`, () => {
    const pack = emitPack(module, width)
    const parameters = {
      from: 'i32',
      columnStep: 'i32',
      kStep: 'i32',
      columns: 'i32',
      length: 'i32',
      to: 'i32',
    } as const
    const job = emitJob(module, `packPanels${width}`, parameters, (p, chunk) => {
      const first = i32.mul(chunk, i32.const(width))
      return [
        run(pack, {
          from: i32.add(p.from, i32.mul(first, p.columnStep)),
          memberStep: p.columnStep,
          kStep: p.kStep,
          members: minU(i32.sub(p.columns, first), i32.const(width)),
          length: p.length,
          to: i32.add(p.to, i32.mul(i32.shl(first, i32.const(2)), p.length)),
        }),
      ]
    })
    return (runtime, b, n, k, fn) => {
      const panels = Math.ceil(n / width)
      runtime.withScratch(4 * panels * width * k, (to) => {
        runtime.launch(job, panels, b.address, b.columnStep, b.rowStep, n, k, to)
        fn(to)
      })
    }
  })
}
