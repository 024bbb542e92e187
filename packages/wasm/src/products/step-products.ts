import { count, increase, locals, loopWhile, set } from '../emit/control.ts'
import { type Module, run } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Target } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Job } from '../threads/job.ts'
import { DENSE_BLOCK, emitWithPackedLeft, tileOf } from './dense-product.ts'
import { emitDenseTile } from './dense-tile.ts'
import { emitWithLists } from './nonzero-lists.ts'
import { emitWithPanels } from './pack-panels.ts'
import type { Operands } from './product.ts'
import { emitSparsePanel } from './sparse-panel.ts'
import { emitStepJob, launchStep } from './step-job.ts'

/** A step along a [m, k] · b [k, n], for k of one chunk of the sum. `rule` holds the values of `ruleArguments`. */
export type StepOfMatrices = (
  runtime: Runtime,
  operands: Pick<Operands, 'a' | 'b' | 'm' | 'n' | 'k'>,
  rule: readonly number[],
) => void

/** Emits the step along a product over lists of the left operand's nonzeros. */
export function emitSparseStep(module: Module, target: Target): StepOfMatrices {
  const width = 4 * target.panelVectors
  const withLists = emitWithLists(module)
  const withPanels = emitWithPanels(module, width)
  const step = emitSparseStepJob(module, target, width)
  return (runtime, { a, b, m, n, k }, rule) =>
    withLists(runtime, a, m, k, ({ table, inBlock }) =>
      withPanels(runtime, b, n, k, (panels) =>
        launchStep(runtime, step, { m, n }, 1, [k, table, panels, inBlock, ...rule]),
      ),
    )
}

function emitSparseStepJob(module: Module, target: Target, width: number): Job {
  const panel = emitSparsePanel(module, target.panelVectors, target)
  const parameters = { length: 'i32', table: 'i32', panels: 'i32', inBlock: 'i32' } as const
  return emitStepJob(module, 'sparseStep', parameters, (p, tile, local) => {
    const v = locals(local, { k: 'i32', block: 'i32', column: 'i32' })
    return [
      loopWhile(
        i32.ltU(v.k, p.length),
        count(
          v.column,
          0,
          tile.columns,
          width,
          run(panel, {
            rows: tile.rows,
            table: i32.add(p.table, i32.shl(i32.add(i32.mul(v.block, p.rows), tile.row), i32.const(3))),
            panel: i32.add(
              p.panels,
              i32.add(
                i32.mul(i32.shl(i32.add(tile.first, v.column), i32.const(2)), p.length),
                i32.mul(v.k, i32.const(4 * width)),
              ),
            ),
            to: i32.add(tile.to, i32.shl(v.column, i32.const(2))),
            toStep: tile.toStep,
            fromZero: i32.eqz(v.k),
          }),
        ),
        increase(v.block, 1),
        increase(v.k, p.inBlock),
      ),
    ]
  })
}

/** Emits the step along a product of all elements. */
export function emitDenseStep(module: Module, target: Target): StepOfMatrices {
  const { rows: tileRows, vectors } = tileOf(target)
  const withPackedLeft = emitWithPackedLeft(module, target)
  const withPanels = emitWithPanels(module, 4 * vectors)
  const step = emitDenseStepJob(module, target)
  return (runtime, { a, b, m, n, k }, rule) =>
    withPackedLeft(runtime, a, m, k, (packed, tiles) =>
      withPanels(runtime, b, n, k, (panels) =>
        launchStep(runtime, step, { m, n }, tileRows, [k, packed, tiles, panels, ...rule]),
      ),
    )
}

function emitDenseStepJob(module: Module, target: Target): Job {
  const { rows: tileRows, vectors } = tileOf(target)
  const width = 4 * vectors
  const multiply = emitDenseTile(module, tileRows, vectors, target.relaxed)
  const parameters = { length: 'i32', packed: 'i32', tiles: 'i32', panels: 'i32' } as const
  return emitStepJob(module, 'denseStep', parameters, (p, tile, local) => {
    const v = locals(local, { k: 'i32', size: 'i32', column: 'i32', row: 'i32', to: 'i32', left: 'i32' })
    const bytesOfRows = (rows: number) => i32.mul(v.size, i32.const(4 * rows))
    return [
      loopWhile(
        i32.ltU(v.k, p.length),
        set(v.size, minU(i32.sub(p.length, v.k), i32.const(DENSE_BLOCK))),
        count(
          v.column,
          0,
          tile.columns,
          width,
          set(v.to, i32.add(tile.to, i32.shl(v.column, i32.const(2)))),
          // The tile's rows are whole tiles of the packed operand.
          set(
            v.left,
            i32.add(
              i32.add(p.packed, i32.mul(i32.mul(p.tiles, v.k), i32.const(4 * tileRows))),
              i32.mul(tile.row, i32.shl(v.size, i32.const(2))),
            ),
          ),
          count(
            v.row,
            0,
            tile.rows,
            tileRows,
            run(multiply, {
              length: v.size,
              a: v.left,
              b: i32.add(
                p.panels,
                i32.add(
                  i32.mul(i32.shl(i32.add(tile.first, v.column), i32.const(2)), p.length),
                  i32.mul(v.k, i32.const(4 * width)),
                ),
              ),
              to: v.to,
              toStep: tile.toStep,
              fromZero: i32.eqz(v.k),
            }),
            increase(v.to, i32.mul(tile.toStep, i32.const(tileRows))),
            increase(v.left, bytesOfRows(tileRows)),
          ),
        ),
        increase(v.k, DENSE_BLOCK),
      ),
    ]
  })
}
