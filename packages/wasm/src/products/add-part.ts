import type { I32, Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Module, run } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { BLOCK_COLUMNS } from '../random/dropout-block.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { biasOfPanel, emitEpilogue, epilogueArguments } from './epilogue.ts'

/** Rows of the output in a chunk. */
export const ADDED_ROWS = 64

/**
 * Emits the job to += part, for a dense `part`, then the epilogue. Chunk c is a panel of 64 columns (c mod panels) of ADDED_ROWS rows.
 */
export function emitAddPart(module: Module): Job {
  const epilogue = emitEpilogue(module)
  const parameters = {
    part: 'i32',
    rows: 'i32',
    columns: 'i32',
    to: 'i32',
    toStep: 'i32',
    panels: 'i32',
    ...epilogueArguments,
  } as const
  return emitJob(module, 'addPart', parameters, (p, chunk, scratch, local) => {
    const v = locals(local, {
      panel: 'i32',
      first: 'i32',
      rows: 'i32',
      row: 'i32',
      columns: 'i32',
      start: 'i32',
      to: 'i32',
      from: 'i32',
      rest: 'i32',
    })
    const next = (floats: number): Statement[] => [
      increase(v.to, 4 * floats),
      increase(v.from, 4 * floats),
      increase(v.rest, -floats),
    ]
    const inPanel = (base: I32, step: I32): I32 =>
      i32.add(i32.add(base, i32.mul(i32.add(v.first, v.row), step)), i32.mul(v.panel, i32.const(4 * BLOCK_COLUMNS)))
    return [
      set(v.panel, i32.remU(chunk, p.panels)),
      set(v.first, i32.mul(i32.divU(chunk, p.panels), i32.const(ADDED_ROWS))),
      set(v.rows, minU(i32.sub(p.rows, v.first), i32.const(ADDED_ROWS))),
      set(v.columns, minU(i32.sub(p.columns, i32.mul(v.panel, i32.const(BLOCK_COLUMNS))), i32.const(BLOCK_COLUMNS))),
      set(v.start, inPanel(p.to, p.toStep)),
      count(
        v.row,
        0,
        v.rows,
        1,
        set(v.to, inPanel(p.to, p.toStep)),
        set(v.from, inPanel(p.part, i32.shl(p.columns, i32.const(2)))),
        set(v.rest, v.columns),
        loopWhile(
          i32.geU(v.rest, i32.const(4)),
          stores.v128(v.to, f32x4.add(loads.v128(v.to), loads.v128(v.from))),
          ...next(4),
        ),
        loopWhile(v.rest, stores.f32(v.to, f32.add(loads.f32(v.to), loads.f32(v.from))), ...next(1)),
      ),
      run(epilogue, {
        ...p,
        bias: biasOfPanel(p.bias, v.panel),
        to: v.start,
        row: v.first,
        block: v.panel,
        rows: v.rows,
        columns: v.columns,
        scratch,
      }),
    ]
  })
}
