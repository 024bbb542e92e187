import { foldIn } from '@thinned/rng'
import { concat, scope } from '@thinned/tensor'
import type { Initialiser } from '../layer.ts'

/** Makes the weights of several gates, [inputs, gates · units], each by itself, with its own key and its own fans. */
export function gateWise(initialiser: Initialiser, gates: number): Initialiser {
  return {
    name: initialiser.name,
    make: (key, [inputs, width], options) =>
      scope(() =>
        concat(
          Array.from({ length: gates }, (_, gate) =>
            initialiser.make(foldIn(key, gate), [inputs!, width! / gates], options),
          ),
          1,
        ),
      ),
  }
}
