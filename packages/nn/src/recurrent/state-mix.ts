import type { Tensor } from '@thinned/tensor'
import type { Layer, Params } from '../layer.ts'
import type { Pass } from '../pass.ts'

/**
 * A layer that decides how a recurrent state goes on, such as zoneout (Krueger et al. 2017), which keeps some units as they were. As a layer
 * alone it mixes its input with a state of zeros.
 */
export interface StateMix extends Layer {
  /** The state after a step, from the one before it and the one that the cell made of it: all [batch, units]. */
  mix(previous: Tensor, next: Tensor, pass: Pass, params?: Params): Tensor
}
