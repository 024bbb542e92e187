import { foldIn } from '@thinned/rng'
import { concat, scope } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'

/** Makes the weights of several gates, [inputs, gates · units], each by itself, with its own key and its own fans. */
export function gateWise(initializer: Initializer, gates: number): Initializer {
  return {
    name: initializer.name,
    make: (key, [inputs, width], options) =>
      scope(() =>
        concat(
          Array.from({ length: gates }, (_, gate) =>
            initializer.make(foldIn(key, gate), [inputs!, width! / gates], options),
          ),
          1,
        ),
      ),
  }
}
