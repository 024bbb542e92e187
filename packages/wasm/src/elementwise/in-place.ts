import { sizeOf, type View } from '@thinned/tensor'
import type { Statement, V128 } from '../emit/code.ts'
import { increase, loopWhile, set } from '../emit/control.ts'
import { type Hold, holding } from '../emit/hold.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Local, locals, type Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob } from '../threads/job.ts'

const CHUNK_ELEMENTS = 8192
/** Vectors of each operand in one turn of the loop: a pair that an engine can join. */
const TURN = 2

/** Rewrites the first of some float operands of one shape, by numbers. */
export type InPlace = (operands: readonly View[], numbers: readonly number[]) => void

/** Four lanes of what the first operands become, from four of each operand and the numbers in all lanes. */
type Lanes = (operands: readonly V128[], numbers: readonly V128[], hold: Hold) => readonly V128[]

/** Writes an elementwise kernel that rewrites `written` of its operands, all in one pass over memory. */
export function emitInPlace(
  module: Module,
  name: string,
  { operands, numbers, written }: { operands: number; numbers: number; written: number },
  lanes: Lanes,
): (runtime: Runtime) => InPlace {
  const addressNames = Array.from({ length: operands }, (_, at) => `operand${at}`)
  const numberNames = Array.from({ length: numbers }, (_, at) => `number${at}`)
  const parameters: Record<string, 'i32' | 'f32'> = { n: 'i32' }
  for (const address of addressNames) parameters[address] = 'i32'
  for (const number of numberNames) parameters[number] = 'f32'
  const job = emitJob(module, name, parameters, (p, chunk, _, local) => {
    const { at, end } = locals(local, { at: 'i32', end: 'i32' })
    const pointers = addressNames.map(() => local('i32'))
    const inLanes = numberNames.map(() => local('v128'))
    const turn = (vectors: number, load: (pointer: Local<'i32'>, vector: number) => V128): [Statement[], V128[][]] => {
      const [body, hold] = holding(local)
      const held = Array.from({ length: vectors }, (_, vector) =>
        pointers.map((pointer) => hold(load(pointer, vector))),
      )
      return [body, held.map((own) => lanes(own, inLanes, hold).map(hold))]
    }
    const next = (elements: number): Statement[] => [
      ...pointers.map((pointer) => increase(pointer, 4 * elements)),
      increase(at, elements),
    ]
    const [pair, results] = turn(TURN, (pointer, vector) => loads.v128(pointer, 16 * vector))
    const [single, [last]] = turn(1, (pointer) => loads.zero32(pointer))
    const each = Array.from({ length: written }, (_, operand) => operand)
    return [
      set(at, i32.mul(chunk, i32.const(CHUNK_ELEMENTS))),
      set(end, minU(i32.add(at, i32.const(CHUNK_ELEMENTS)), p['n'] as Local<'i32'>)),
      ...pointers.map((pointer, i) =>
        set(pointer, i32.add(p[addressNames[i]!] as Local<'i32'>, i32.shl(at, i32.const(2)))),
      ),
      ...inLanes.map((lane, i) => set(lane, f32x4.splat(p[numberNames[i]!] as Local<'f32'>))),
      loopWhile(
        i32.leU(i32.add(at, i32.const(4 * TURN)), end),
        ...pair,
        ...each.flatMap((operand) => results.map((own, i) => stores.v128(pointers[operand]!, own[operand]!, 16 * i))),
        ...next(4 * TURN),
      ),
      loopWhile(
        i32.ltU(at, end),
        ...single,
        ...each.map((operand) => stores.lane32(pointers[operand]!, last![operand]!, 0)),
        ...next(1),
      ),
    ]
  })
  const bindReadable = emitWithReadable(module)
  const bindCopy = emitCopyView(module)
  return (runtime) => {
    const withReadable = bindReadable(runtime)
    const copyView = bindCopy(runtime)
    return (views, values) => {
      const n = sizeOf(views[0]!.shape)
      withReadable(views, (...dense) => {
        runtime.launch(job, Math.ceil(n / CHUNK_ELEMENTS), n, ...dense.map(addressOf), ...values)
        for (let at = 0; at < written; at++) if (dense[at] !== views[at]) copyView(views[at]!, dense[at]!)
      })
    }
  }
}
