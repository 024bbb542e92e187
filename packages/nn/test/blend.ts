import { add, mul, sub, type Tensor } from '@thinned/tensor'
import { initializers, type Params, plainLayer, type StateMix } from '../src/index.ts'

/** A state mix that learns how far each unit goes from its previous state to its next, at first all the way. */
export function blend(units: number): StateMix {
  const layer: StateMix = {
    ...plainLayer('blend', undefined, { units }),
    parameters: { share: { shape: [units], initializer: initializers.ones } },
    outputShape: (input) => input,
    forward: (x, _pass, params = layer.params) => mul(x, params['share'] as Tensor),
    mix: (previous, next, _pass, params: Params = layer.params) =>
      add(previous, mul(sub(next, previous), params['share'] as Tensor)),
  }
  return layer
}
