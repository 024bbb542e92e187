import type { I32, Statement } from '../emit/code.ts'
import { type Local, locals, type MakeLocal, set } from '../emit/control.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { SCRATCH_BYTES } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { NUMBERS_BYTES, type RuleLocals, ruleArguments, storeNumbers, takeStep } from './step-rows.ts'

/**
 * The most columns of a tile: a page of each row that is updated, which the processor reads ahead. Parts of pages take a third longer, and so
 * do two threads in one page.
 */
const TILE_COLUMNS = 1024
/** Bytes from row to row of a tile: not a page, whose rows would share a few sets of the cache. */
const TILE_STEP: number = 4 * TILE_COLUMNS + 64
const NUMBERS: number = SCRATCH_BYTES - NUMBERS_BYTES
/** The most rows of a tile: the scratch memory holds no more. */
const TILE_ROWS: number = Math.floor(NUMBERS / TILE_STEP)

const placeArguments = { rows: 'i32', columns: 'i32', rowsInTile: 'i32', parts: 'i32' } as const

/** A part of the product: rows `row` …, and columns from `first`, which go to `to`. */
export interface Tile {
  readonly row: I32
  readonly rows: I32
  readonly first: I32
  readonly columns: I32
  readonly to: I32
  readonly toStep: I32
}

type Arguments = Readonly<Record<string, 'i32'>>

/**
 * Emits a job that takes a step along a product. A chunk is a tile: `multiply` writes it to scratch memory, and while it is in the cache the
 * step is taken along it. Neighboring chunks are far apart in memory: see `TILE_COLUMNS`.
 */
export function emitStepJob<const P extends Arguments>(
  module: Module,
  name: string,
  parameters: P,
  multiply: (
    values: { readonly [N in keyof P | keyof typeof placeArguments]: Local<'i32'> },
    tile: Tile,
    local: MakeLocal,
  ) => readonly Statement[],
): Job {
  return module.once(name, () =>
    emitJob(module, name, { ...placeArguments, ...parameters, ...ruleArguments }, (values, chunk, scratch, local) => {
      const p = values as RuleLocals & { readonly [N in keyof typeof placeArguments | keyof P]: Local<'i32'> }
      const v = locals(local, { part: 'i32', row: 'i32', rows: 'i32', first: 'i32', columns: 'i32', numbers: 'i32' })
      const tile = { ...v, to: scratch, toStep: i32.const(TILE_STEP) }
      return [
        set(v.part, i32.divU(chunk, p.parts)),
        set(v.row, i32.mul(i32.sub(chunk, i32.mul(v.part, p.parts)), p.rowsInTile)),
        set(v.rows, minU(i32.sub(p.rows, v.row), p.rowsInTile)),
        set(v.first, i32.mul(v.part, i32.const(TILE_COLUMNS))),
        set(v.columns, minU(i32.sub(p.columns, v.first), i32.const(TILE_COLUMNS))),
        set(v.numbers, i32.add(scratch, i32.const(NUMBERS))),
        ...storeNumbers(p, v.numbers),
        ...multiply(p, tile, local),
        takeStep(module, p, {
          ...tile,
          numbers: v.numbers,
          place: i32.add(i32.mul(v.row, p.step), i32.shl(v.first, i32.const(2))),
        }),
      ]
    }),
  )
}

/** Launches the job of a step for a product [m, n]. Tiles have a multiple of `unit` rows, and each thread gets as many tiles. */
export function launchStep(
  runtime: Runtime,
  job: Job,
  { m, n }: { readonly m: number; readonly n: number },
  unit: number,
  values: readonly number[],
): void {
  const units = Math.ceil(m / unit)
  const tilesOfThread = Math.max(2, Math.ceil(units / (Math.floor(TILE_ROWS / unit) * runtime.threads)))
  const rowsInTile = Math.ceil(units / (tilesOfThread * runtime.threads)) * unit
  const parts = Math.ceil(m / rowsInTile)
  runtime.launch(job, parts * Math.ceil(n / TILE_COLUMNS), m, n, rowsInTile, parts, ...values)
}
