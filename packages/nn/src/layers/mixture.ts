import { log as ln } from '@thinned/math/float64'
import { type Fields, oneOf, optional, withDefault } from '@thinned/schema'
import {
  concat,
  formatShape,
  log,
  logSoftmax,
  logSumExp,
  maximum,
  mean,
  neg,
  type Shape,
  sameShape,
  scope,
  softplus,
  split,
  square,
  stack,
  sub,
  Tensor,
} from '@thinned/tensor'
import type { Layer, Model, Params } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkLayer, name, nnOptions } from '../options.ts'
import { parentLayer } from '../parent-layer.ts'
import type { Pass } from '../pass.ts'
import { smallestBatch } from '../smallest-batch.ts'
import { childParams } from '../tree.ts'

/** What a model is for: classes, from one logit each; two classes from one logit, or several independent labels; or numbers. */
export type MixtureTask = 'classification' | 'binary' | 'regression'

export interface MixtureOptions {
  /** 'classification' (logits [batch, classes]), 'binary' (each output the logit of a probability) or 'regression' (numbers). Default 'classification'. */
  readonly task?: MixtureTask
  /**
   * With the task 'regression', 'predicted': each output is means and then as many log variances on its last axis, as `gaussianNll` trains them. So
   * is that of the mixture: the mean and the logarithm of the variance of the members' normal distributions together, their noise and their
   * disagreement.
   */
  readonly noise?: 'predicted'
  readonly name?: string
}

/** A layer of members that answer together. */
export interface Mixture extends Layer<'any', 'any'> {
  readonly members: readonly Layer[]
  readonly task: MixtureTask
  readonly noise?: 'predicted'
}

/** A mixture of models of other inputs than one tensor. */
export interface MixtureOf<Inputs> extends Model<Inputs, Tensor> {
  readonly members: readonly Model<Inputs, Tensor>[]
  readonly task: MixtureTask
  readonly noise?: 'predicted'
}

/**
 * Models that answer together, each given the same input: an ensemble as one model (Lakshminarayanan et al. 2017). For classes the output is the
 * logarithm of the mean of the members' probabilities, so that its softmax is that mean, and a loss is that of the mean; for numbers it is the mean. The
 * members are the children member0, member1, … and may have different layers.
 *
 * @param members One or more, each with layers of its own. `ensemble` of @thinned/train trains them.
 * @throws {NnError} where there is no member, one occurs twice, or they give different shapes.
 *
 * @example
 * ```ts
 * import { createPass, init, linear, mixture } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { exp, tensor } from '@thinned/tensor'
 *
 * const model = mixture([linear(2, 3), linear(2, 3)])
 * init(model, key(1))
 * const logits = model.forward(tensor([[1, -1]]), createPass({ mode: 'evaluate' }))
 * console.log(exp(logits).readSync().map((probability) => Math.round(100 * probability))) // Float32Array(3) [ 41, 11, 47 ]
 * ```
 */
export function mixture(members: readonly Layer[], options?: MixtureOptions): Mixture
export function mixture<Inputs>(members: readonly Model<Inputs, Tensor>[], options?: MixtureOptions): MixtureOf<Inputs>
export function mixture(members: readonly Model[], options: MixtureOptions = {}): Mixture | MixtureOf<Tensor> {
  const { task, noise, name } = read(options)
  if (noise && task !== 'regression')
    throw new NnError(
      `mixture was given noise '${noise}' with task '${task}'; write { task: 'regression', noise: '${noise}' }, or leave noise out.`,
    )
  checkMembers(members)
  const children = Object.fromEntries(members.map((member, i) => [`member${i}`, member as Layer]))
  const entries = Object.entries(children)
  const kept = { task, ...(noise ? { noise } : {}) }
  const model = Object.assign(parentLayer('mixture', children, name, kept), {
    members,
    ...kept,
    forward: (x: Tensor, pass: Pass, params: Params = model.params): Tensor =>
      scope(() => {
        const outputs = entries.map(([child, member]) =>
          single(child, member.forward(x, pass.at(child), childParams(params, child))),
        )
        checkShapes(
          kept,
          outputs.map(({ shape }) => shape.slice(1)),
        )
        return noise ? joinedGaussian(outputs) : joined[task](outputs)
      }),
  })
  if (!members.every((member) => 'outputShape' in member)) return model
  return Object.assign(model, {
    outputShape: (input: Shape) =>
      checkShapes(
        kept,
        Object.values(children).map((member) => member.outputShape(input)),
      ),
    smallestBatch: (input: Shape) =>
      Object.values(children).reduce((most, member) => Math.max(most, smallestBatch(member, input).examples), 0),
  }) as unknown as Mixture
}

const read = nnOptions(
  'mixture',
  {
    task: withDefault(oneOf('classification', 'binary', 'regression'), 'classification'),
    noise: optional(oneOf('predicted')),
    name,
  } satisfies Fields<MixtureOptions>,
  { of: 'task', members: 'the members as the first argument, a list' },
)

/** ln of the sum of the members' probabilities, from their logarithms. */
const logOfSum = (logs: readonly Tensor[]): Tensor => logSumExp(stack(logs), 0)

/** One output from those of the members. Each is a logit, or a list of logits, up to a constant. */
const joined: Readonly<Record<MixtureTask, (outputs: readonly Tensor[]) => Tensor>> = {
  classification: (outputs) => sub(logOfSum(outputs.map((logits) => logSoftmax(logits))), ln(outputs.length)),
  // ln p − ln(1 − p) of the mean p.
  binary: (outputs) =>
    sub(
      logOfSum(outputs.map((logit) => neg(softplus(neg(logit))))),
      logOfSum(outputs.map((logit) => neg(softplus(logit)))),
    ),
  regression: (outputs) => mean(stack(outputs), 0),
}

/** The smallest variance that float32 holds at full precision. */
const SMALLEST = 1.1754943508222875e-38

/** The mean and the log variance of normal distributions together, by the law of total variance (Lakshminarayanan et al. 2017). */
function joinedGaussian(outputs: readonly Tensor[]): Tensor {
  const halves = outputs.map((output) => split(output, 2, -1) as [Tensor, Tensor])
  const means = stack(halves.map(([member]) => member))
  const middle = mean(means, 0)
  const noise = sub(logOfSum(halves.map(([, logVariance]) => logVariance)), ln(outputs.length))
  const disagreement = log(maximum(mean(square(sub(means, middle)), 0), SMALLEST))
  return concat([middle, logOfSum([noise, disagreement])], -1)
}

function checkMembers(members: unknown): asserts members is readonly Layer[] {
  if (!Array.isArray(members) || members.length === 0)
    throw new NnError('mixture takes a list of one or more members, such as mixture([first, second]).')
  for (const [i, member] of members.entries()) {
    checkLayer('mixture', member, `member${i}`)
    const first = members.indexOf(member)
    if (first < i)
      throw new NnError(`mixture was given one model as member${first} and as member${i}; build one for each member.`)
  }
}

/** The output of a member. */
function single(child: string, output: unknown): Tensor {
  if (output instanceof Tensor) return output
  throw new NnError(
    `The members of a mixture give one tensor, but ${child} gives ${Object.keys(Object(output)).join(', ')} by name; compose members that give one, such as concat([mean, logVariance], -1).`,
  )
}

/** The shape of one example that all give. */
function checkShapes({ task, noise }: Pick<Mixture, 'task' | 'noise'>, shapes: readonly Shape[]): Shape {
  const [first] = shapes as readonly [Shape, ...Shape[]]
  const other = shapes.findIndex((shape) => !sameShape(shape, first))
  if (other > 0)
    throw new NnError(
      `The members of a mixture give one shape, but member0 gives ${formatShape(first)} per example and member${other} ${formatShape(shapes[other]!)}.`,
    )
  if (task === 'classification' && (first.at(-1) ?? 1) === 1)
    throw new NnError(
      `The members of a mixture for classes give a logit for each class, but these give ${formatShape(first)} per example; for one logit write { task: 'binary' }, for a number { task: 'regression' }.`,
    )
  if (noise && (first.at(-1) ?? 1) % 2 !== 0)
    throw new NnError(
      `The members of a mixture with predicted noise give means and then as many log variances on their last axis, but these give ${formatShape(first)} per example.`,
    )
  return first
}
