import { onlyOptions } from '@thinned/schema'
import { concat, type Shape, scope, type Tensor } from '@thinned/tensor'
import type { Layer, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkLayer, nameOnly } from '../options.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import type { RecurrentLayer, RecurrentRun, RunOptions } from '../recurrent/recurrent-layer.ts'
import { childParams } from '../tree.ts'

/** One for each direction. */
export type Both<T> = { readonly forward: T; readonly backward: T }

export interface BidirectionalRunOptions<State extends string> {
  readonly lengths?: Tensor
  readonly initial?: Partial<Both<NonNullable<RunOptions<State>['initial']>>>
  readonly params?: Params
}

export interface BidirectionalRun<State extends string> {
  readonly outputs: Tensor
  readonly state: Both<RecurrentRun<State>['state']>
}

export interface BidirectionalLayer<In extends number, State extends string> extends Layer<In, number> {
  /** `forward` with lengths and initial states; it returns the final states too. With lengths, the backward layer begins at the last step of each example. */
  run(x: Tensor, pass: Pass, options?: BidirectionalRunOptions<State>): BidirectionalRun<State>
}

const checkRun = onlyOptions('run', NnError, ['lengths', 'initial', 'params'])

/**
 * Two recurrent layers over the same sequence, the second with { reverse: true }. Their outputs are concatenated along the last axis (Schuster and
 * Paliwal 1997). The children are named forward and backward.
 *
 * @throws {NnError} unless the second goes in reverse and the first does not, and both return the same.
 *
 * @example
 * ```ts
 * import { bidirectional, createPass, gru, init } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = bidirectional(gru(3, 8), gru(3, 8, { reverse: true }))
 * init(layer, key(1))
 * console.log(layer.forward(ones([2, 5, 3]), createPass({ mode: 'evaluate' })).shape) // [ 2, 5, 16 ]
 * ```
 */
export function bidirectional<In extends number, State extends string>(
  forward: RecurrentLayer<In, number, State>,
  backward: RecurrentLayer<In, number, State>,
  options: { readonly name?: string } = {},
): BidirectionalLayer<In, State> {
  const { name } = nameOnly('bidirectional')(options)
  for (const layer of [forward, backward]) checkLayer('bidirectional', layer)
  if (forward.reverse || !backward.reverse)
    throw new NnError(
      `bidirectional was given ${backward.reverse ? 'two layers that go in reverse' : 'a second layer that does not go in reverse'}; the first goes forward, the second is built with { reverse: true }.`,
    )
  const [returns, other] = [forward.options['returns'], backward.options['returns']]
  if (returns !== other)
    throw new NnError(
      `bidirectional was given layers that return '${returns}' and '${other}'; build both with the same { returns }.`,
    )
  const both = { forward, backward }
  const layer: BidirectionalLayer<In, State> = Object.assign(parentLayer('bidirectional', both, name), {
    role: 'recurrence' as const,
    outputShape(input: Shape) {
      const shape = forward.outputShape(input)
      return shape.with(-1, shape.at(-1)! + backward.outputShape(input).at(-1)!)
    },
    forward: (x: Tensor, pass: Pass, params: Params = layer.params) =>
      scope(() => layer.run(x, pass, { params }).outputs),
    run: (x: Tensor, pass: Pass, options: BidirectionalRunOptions<State> = {}) =>
      scope(() => {
        checkRun(options)
        const { lengths, initial = {}, params = layer.params } = options
        const run = (direction: keyof typeof both): RecurrentRun<State> =>
          both[direction].run(x, pass.at(direction), {
            params: childParams(params, direction),
            ...(lengths ? { lengths } : {}),
            ...(initial[direction] ? { initial: initial[direction] } : {}),
          })
        const [first, second] = [run('forward'), run('backward')]
        return {
          outputs: concat([first.outputs, second.outputs], -1),
          state: { forward: first.state, backward: second.state },
        }
      }),
  })
  return layer
}
