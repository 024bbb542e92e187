import type { View } from '@thinned/tensor'
import { REFUSED } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'

/** The kernel of a function that is not defined everywhere: where it set REFUSED, the scalar function is left to throw its error. */
export function withinDomain(
  runtime: Runtime,
  kernel: (out: View, x: View) => void,
  scalar: (x: number) => number,
): (out: View, x: View) => void {
  return (out, x) => {
    runtime.i32[REFUSED >> 2] = 0
    // `out` may be x: what is refused is looked for in a copy of the given numbers.
    const given = x.storage === out.storage ? elementsOf(runtime, x) : undefined
    kernel(out, x)
    if (runtime.i32[REFUSED >> 2] !== 0) for (const value of given ?? elementsOf(runtime, x)) scalar(value)
  }
}

/** The elements in row-major order. */
function elementsOf(runtime: Runtime, view: View): number[] {
  const { shape, strides } = view
  let places = [addressOf(view) >>> 2]
  shape.forEach((extent, axis) => {
    places = places.flatMap((place) => Array.from({ length: extent }, (_, i) => place + i * strides[axis]!))
  })
  return places.map((place) => runtime.f32[place]!)
}
