import { isContiguous, sizeOf, type View } from '@thinned/tensor'
import { count, increase, locals, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitJob, type Job } from '../threads/job.ts'

/** Elements of an operand in a chunk. */
const CHUNK_ELEMENTS = 32768

/** Emits to = (max|a| · max|b|) · 2k, for matrices a [m, k] and b [k, n]. */
export function emitProductBound(module: Module): (runtime: Runtime, to: number, a: View, b: View) => void {
  const magnitudes = emitMagnitudes(module)
  const bound = emitBound(module)
  const withReadable = emitWithReadable(module)
  return (runtime, to, a, b) => {
    const chunks = [a, b].map(({ shape }) => Math.ceil(sizeOf(shape) / CHUNK_ELEMENTS)) as [number, number]
    runtime.withScratch(4 * (chunks[0] + chunks[1]), (parts) =>
      withReadable(
        runtime,
        [a, b],
        (...views) => {
          const [n, other] = views.map(({ shape }) => sizeOf(shape)) as [number, number]
          const [from, second] = views.map(addressOf) as [number, number]
          runtime.launch(magnitudes, chunks[0] + chunks[1], from, n, chunks[0], second, other, parts)
          runtime.launch(bound, 1, parts, chunks[0], chunks[0] + chunks[1], Math.fround(2 * a.shape[1]!), to)
        },
        // The order of the elements does not matter.
        (view) =>
          isContiguous(view) ||
          isContiguous({ ...view, shape: view.shape.toReversed(), strides: view.strides.toReversed() }),
      ),
    )
  }
}

/** Emits the job that writes the largest magnitude of each chunk to `to`: first the chunks of one operand, then those of the other. */
function emitMagnitudes(module: Module): Job {
  const parameters = { first: 'i32', n: 'i32', chunks: 'i32', second: 'i32', other: 'i32', to: 'i32' } as const
  return emitJob(module, 'magnitudes', parameters, (p, chunk, _, local) => {
    const v = locals(local, { place: 'i32', from: 'i32', end: 'i32', size: 'i32', scalar: 'f32' })
    const best = [local('v128'), local('v128')] as const
    const isSecond = i32.geU(chunk, p.chunks)
    const choose = (a: typeof p.n, b: typeof p.n) => i32.add(a, i32.mul(isSecond, i32.sub(b, a)))
    const larger = f32x4.max(best[0], best[1])
    return [
      set(v.place, i32.mul(i32.sub(chunk, i32.mul(isSecond, p.chunks)), i32.const(CHUNK_ELEMENTS))),
      set(v.size, minU(i32.sub(choose(p.n, p.other), v.place), i32.const(CHUNK_ELEMENTS))),
      set(v.from, i32.add(choose(p.first, p.second), i32.shl(v.place, i32.const(2)))),
      set(v.end, i32.add(v.from, i32.shl(i32.and(v.size, i32.const(-8)), i32.const(2)))),
      loopWhile(
        i32.ltU(v.from, v.end),
        ...best.map((lanes, i) => set(lanes, f32x4.max(lanes, f32x4.abs(loads.v128(v.from, 16 * i))))),
        increase(v.from, 32),
      ),
      set(v.end, i32.add(v.from, i32.shl(i32.and(v.size, i32.const(7)), i32.const(2)))),
      loopWhile(
        i32.ltU(v.from, v.end),
        set(v.scalar, f32.max(v.scalar, f32.abs(loads.f32(v.from)))),
        increase(v.from, 4),
      ),
      set(best[0], larger),
      ...[0, 1, 2, 3].map((lane) => set(v.scalar, f32.max(v.scalar, f32x4.lane(best[0], lane)))),
      stores.f32(i32.add(p.to, i32.shl(chunk, i32.const(2))), v.scalar),
    ]
  })
}

/** Emits the job of one chunk that multiplies the largest of the first `chunks` parts, the largest of the others, and `factor`. */
function emitBound(module: Module): Job {
  const parameters = { parts: 'i32', chunks: 'i32', all: 'i32', factor: 'f32', to: 'i32' } as const
  return emitJob(module, 'productBound', parameters, (p, _chunk, _scratch, local) => {
    const v = locals(local, { i: 'i32', a: 'f32', b: 'f32' })
    const part = loads.f32(i32.add(p.parts, i32.shl(v.i, i32.const(2))))
    return [
      count(v.i, 0, p.chunks, 1, set(v.a, f32.max(v.a, part))),
      count(v.i, p.chunks, p.all, 1, set(v.b, f32.max(v.b, part))),
      stores.f32(p.to, f32.mul(f32.mul(v.a, v.b), p.factor)),
    ]
  })
}
