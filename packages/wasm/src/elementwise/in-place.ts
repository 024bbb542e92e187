import { sizeOf, type View } from '@thinned/tensor'
import type { I32, Statement, V128 } from '../emit/code.ts'
import { type Hold, holding, increase, type Local, locals, loopWhile, type MakeLocal, set } from '../emit/control.ts'
import { loads, stores, storeVectors } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

const CHUNK_ELEMENTS = 8192
/** Vectors of each operand in an iteration: a pair, which an engine can join to 256 bits. */
const PAIR = 2

/** A rule that updates operands element by element: the step of an optimizer. */
export interface Rule {
  readonly name: string
  /** The number of operands, and of the scalars that the rule has besides. */
  readonly operands: number
  readonly numbers: number
  /** So many operands are updated, the first ones. */
  readonly written: number
  /** Their new lanes, from four lanes of each operand and each number in all lanes. */
  readonly lanes: (operands: readonly V128[], numbers: readonly V128[], hold: Hold) => readonly V128[]
}

/** Updates the first operands in place. All are floats of one shape; `numbers` are the scalars of the rule. */
export type InPlace = (runtime: Runtime, operands: readonly View[], numbers: readonly number[]) => void

/** Emits a kernel that updates its first operands by a rule, in one pass over memory. */
export function emitInPlace(module: Module, rule: Rule): InPlace {
  return module.once(`inPlace ${rule.name}`, () => {
    const addressNames = Array.from({ length: rule.operands }, (_, i) => `operand${i}`)
    const numberNames = Array.from({ length: rule.numbers }, (_, i) => `number${i}`)
    const parameters: Record<string, 'i32' | 'f32'> = { n: 'i32' }
    for (const address of addressNames) parameters[address] = 'i32'
    for (const number of numberNames) parameters[number] = 'f32'
    const job = emitJob(module, rule.name, parameters, (p, chunk, _, local) => {
      const { index, end } = locals(local, { index: 'i32', end: 'i32' })
      const pointers = addressNames.map(() => local('i32'))
      const scalars = numberNames.map(() => local('v128'))
      return [
        set(index, i32.mul(chunk, i32.const(CHUNK_ELEMENTS))),
        set(end, minU(i32.add(index, i32.const(CHUNK_ELEMENTS)), p['n'] as Local<'i32'>)),
        ...pointers.map((pointer, i) =>
          set(pointer, i32.add(p[addressNames[i]!] as Local<'i32'>, i32.shl(index, i32.const(2)))),
        ),
        ...scalars.map((lane, i) => set(lane, f32x4.splat(p[numberNames[i]!] as Local<'f32'>))),
        ...updateElements(rule, local, pointers, scalars, index, end),
      ]
    })
    const withReadable = emitWithReadable(module)
    const copyView = emitCopyView(module)
    return (runtime, views, values) => {
      const n = sizeOf(views[0]!.shape)
      withReadable(runtime, views, (...dense) => {
        runtime.launch(job, Math.ceil(n / CHUNK_ELEMENTS), n, ...dense.map(addressOf), ...values)
        for (let i = 0; i < rule.written; i++) if (dense[i] !== views[i]) copyView(runtime, views[i]!, dense[i]!)
      })
    }
  })
}

/** Code that updates elements `index` … `end` − 1 by a rule. The pointers are at element `index`, and move with it. */
export function updateElements(
  { lanes, written }: Rule,
  local: MakeLocal,
  pointers: readonly Local<'i32'>[],
  scalars: readonly V128[],
  index: Local<'i32'>,
  end: I32,
): Statement[] {
  const update = (vectors: number, load: (pointer: Local<'i32'>, vector: number) => V128): [Statement, V128[][]] => {
    const [body, hold] = holding(local)
    const inputs = Array.from({ length: vectors }, (_, vector) =>
      pointers.map((pointer) => hold(load(pointer, vector))),
    )
    return [body, inputs.map((vectors) => lanes(vectors, scalars, hold).map(hold))]
  }
  const next = (elements: number): Statement[] => [
    ...pointers.map((pointer) => increase(pointer, 4 * elements)),
    increase(index, elements),
  ]
  const [pair, results] = update(PAIR, (pointer, vector) => loads.v128(pointer, 16 * vector))
  const [single, [last]] = update(1, (pointer) => loads.zero32(pointer))
  const each = Array.from({ length: written }, (_, operand) => operand)
  return [
    loopWhile(
      i32.leU(i32.add(index, i32.const(4 * PAIR)), end),
      pair,
      ...each.flatMap((operand) =>
        storeVectors(
          pointers[operand]!,
          results.map((vectors) => vectors[operand]!),
        ),
      ),
      ...next(4 * PAIR),
    ),
    loopWhile(
      i32.ltU(index, end),
      single,
      ...each.map((operand) => stores.lane32(pointers[operand]!, last![operand]!, 0)),
      ...next(1),
    ),
  ]
}
