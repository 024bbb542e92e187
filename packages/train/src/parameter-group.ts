import type { Constraint } from './constraint.ts'
import type { Optimizer } from './optimizer.ts'

/** Settings of their own for some of the parameters, told by their paths; what is not given is as for all others. */
export interface ParameterGroup {
  /**
   * Which parameters: a path in which `*` stands for any part of a name and `**` for any part of the path ('linear1/*', 'encoder/**'), a regular
   * expression, or a function of the path. The first group that matches a parameter has it.
   */
  readonly match: string | RegExp | ((path: string) => boolean)
  /** Another learning rate is an optimizer with it. */
  readonly optimizer?: Optimizer
  /** As of the run: on weights of rank 2 and above, so not on biases. */
  readonly l1?: number
  /** As `l1`. */
  readonly l2?: number
  /** null: none. */
  readonly constraint?: Constraint | null
  /** No gradient is computed for them, and they stay as they are. State, such as batch statistics, still follows the batches. Default false. */
  readonly frozen?: boolean
}
