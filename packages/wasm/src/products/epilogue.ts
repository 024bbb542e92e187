import { type Epilogue, sizeOf, type View } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { choose, count, increase, type Local, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores, storeVectors } from '../emit/memory.ts'
import { type Func, type Module, run } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { BLOCK_COLUMNS, emitDropoutColumns, maskArguments, maskValues } from '../random/dropout-block.ts'
import { setRow } from '../random/row-list.ts'
import { addressOf } from '../storage.ts'

/**
 * The epilogue of a product, as arguments of its job: the address of the bias or 0, relu as 0 or 1, then the mask's numbers. `mask` is 0 without a mask,
 * 1 with one whose rows follow its first, or the address of the list of its rows.
 */
export const epilogueArguments: { readonly [N in 'bias' | 'relu' | 'mask']: 'i32' } & typeof maskArguments = {
  bias: 'i32',
  relu: 'i32',
  mask: 'i32',
  ...maskArguments,
}

/** The values of `epilogueArguments`. `list` is the address of the mask's list of rows. */
export function epilogueValues(bias: View | undefined, { relu, mask }: Epilogue, list = 0): number[] {
  const address = bias && sizeOf(bias.shape) > 0 ? addressOf(bias) : 0
  return mask ? [address, Number(relu), list || 1, ...maskValues(mask)] : [address, Number(relu), 0, 0, 0, 0, 1, 0, 0]
}

/** The values of `epilogueArguments` for a product without an epilogue. */
export const NO_EPILOGUE: readonly number[] = /* @__PURE__ */ epilogueValues(undefined, { relu: false })

const parameters: typeof epilogueArguments & {
  readonly [N in 'from' | 'fromStep' | 'to' | 'row' | 'block' | 'toStep' | 'rows' | 'columns' | 'scratch']: 'i32'
} = {
  ...epilogueArguments,
  /** The address of the first sum, and bytes from row to row. They may be those of the output. */
  from: 'i32',
  fromStep: 'i32',
  /** The address of the first element, its row, and its block of 64 columns. */
  to: 'i32',
  row: 'i32',
  block: 'i32',
  toStep: 'i32',
  rows: 'i32',
  /** 1 … 64. */
  columns: 'i32',
  /** 512 bytes of scratch memory. */
  scratch: 'i32',
}

export type EpilogueFunc = Func<typeof parameters, 'void'>

/** Emits to = dropout(relu(from + bias)) for up to 64 columns of some rows, with the bits of the separate kernels. */
export function emitEpilogue(module: Module): EpilogueFunc {
  return module.once('epilogue', () => {
    const dropoutColumns = emitDropoutColumns(module)
    return module.func('epilogue', parameters, (p, local) => {
      const { source, element, bias, column, row, rowLow, rowHigh, k0, k1, vector, scalar } = locals(local, {
        source: 'i32',
        element: 'i32',
        bias: 'i32',
        column: 'i32',
        row: 'i32',
        rowLow: 'i32',
        rowHigh: 'i32',
        k0: 'i32',
        k1: 'i32',
        vector: 'v128',
        scalar: 'f32',
      })
      const relu = (one: Local<'v128'>): Statement => set(one, v128.andNot(one, f32x4.le(one, f32x4.const(0))))
      const reluOfScalar: Statement = set(scalar, choose(f32.le(scalar, f32.const(0)), f32.const(0), scalar))
      const each = (
        from: I32 | number,
        end: I32,
        step: number,
        read: Statement,
        addBias: Statement,
        relu: Statement,
        write: Statement,
      ): Statement[] => [
        ...(from === 0 ? [set(column, i32.const(0))] : []),
        loopWhile(
          i32.leU(i32.add(column, i32.const(step)), end),
          read,
          when(p.bias, [addBias]),
          when(p.relu, [relu]),
          write,
          increase(source, 4 * step),
          increase(element, 4 * step),
          increase(bias, 4 * step),
          increase(column, step),
        ),
      ]
      const ones: Statement[] = [
        set(source, p.from),
        set(element, p.to),
        set(bias, p.bias),
        ...each(
          0,
          p.columns,
          4,
          set(vector, loads.v128(source)),
          set(vector, f32x4.add(vector, loads.v128(bias))),
          relu(vector),
          stores.v128(element, vector),
        ),
        ...each(
          column,
          p.columns,
          1,
          set(scalar, loads.f32(source)),
          set(scalar, f32.add(scalar, loads.f32(bias))),
          reluOfScalar,
          stores.f32(element, scalar),
        ),
      ]
      const vectors = Array.from({ length: BLOCK_COLUMNS / 4 }, () => local('v128'))
      const block: Statement[] = [
        ...vectors.map((one, j) => set(one, loads.v128(p.from, 16 * j))),
        when(
          p.bias,
          vectors.map((one, j) => set(one, f32x4.add(one, loads.v128(p.bias, 16 * j)))),
        ),
        when(p.relu, vectors.map(relu)),
        ...storeVectors(p.to, vectors),
      ]
      const changes = i32.or(p.bias, p.relu)
      const moves = i32.ne(p.from, p.to)
      return [
        when(i32.or(i32.or(changes, p.mask), moves), [
          count(
            row,
            0,
            p.rows,
            1,
            when(i32.or(changes, i32.and(moves, i32.eqz(p.mask))), [
              when(i32.eq(p.columns, i32.const(BLOCK_COLUMNS)), block, ones),
            ]),
            when(p.mask, [
              ...setRow({ rowLow, rowHigh, k0, k1 }, p, i32.add(p.row, row), p.mask),
              run(dropoutColumns, { ...p, rowLow, rowHigh, k0, k1, from: choose(changes, p.to, p.from) }),
            ]),
            increase(p.from, p.fromStep),
            increase(p.to, p.toStep),
          ),
        ]),
      ]
    })
  })
}

/** The address of the bias of a panel of 64 columns; 0 without a bias. */
export function biasOfPanel(bias: I32, panel: I32): I32 {
  return choose(bias, i32.add(bias, i32.shl(panel, i32.const(8))), i32.const(0))
}
