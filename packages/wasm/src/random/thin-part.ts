import type { I32 } from '../emit/code.ts'
import { choose, count, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { COLUMNS, emitThin, parameters, type ThinParameters } from './thin.ts'

const thinPartParameters: ThinParameters & { readonly columns: 'i32' } = { ...parameters, columns: 'i32' } as const

/**
 * The function `thinPart`: `thin` of the first `columns` (1 … 64) of a block alone. Needs 512 bytes to spare.
 */
export type ThinPartFunc = Func<ThinParameters & { readonly columns: 'i32' }, 'nothing'>

export function emitThinPart(module: Module): ThinPartFunc {
  return module.once('thinPart', () => {
    const thin = emitThin(module)
    return module.func('thinPart', thinPartParameters, (p, local) => {
      const [i, beside] = [local('i32'), local('i32')]
      const element = (base: I32): I32 => i32.add(base, i32.shl(i, i32.const(2)))
      return [
        when(
          i32.eq(p.columns, i32.const(COLUMNS)),
          [run(thin, p)],
          [
            set(beside, i32.add(p.spare, i32.const(256))),
            count(i, 0, p.columns, 1, stores.i32(element(beside), loads.i32(element(p.from)))),
            run(thin, { ...p, from: beside, to: beside }),
            count(i, 0, p.columns, 1, stores.i32(element(p.to), loads.i32(element(beside)))),
          ],
        ),
      ]
    })
  })
}

/** The smaller of two unsigned integers. */
export function smaller(a: I32, b: I32): I32 {
  return choose(i32.ltU(a, b), a, b)
}
