import { type Layer, type Model, type Params, type Parent, type Pass, parentLayer } from '@thinned/nn'
import { alias, scope, type Tensor, zeros } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { Moments, OutputMoments } from './moments.ts'
import { dropMoments, linearMoments, reluMoments, sigmoidMoments } from './moments.ts'

type Propagate = (moments: Moments, layer: Layer, params: Params, pass: Pass) => Moments

const thin: Propagate = (moments, layer, _, pass) => {
  const { keep, scale } = layer.options as { keep: number; scale?: 'evaluation' }
  pass.report('keep', keep)
  return dropMoments(moments, keep, scale)
}

/** How the moments go through a layer, by its kind. */
const rules: Readonly<Record<string, Propagate>> = {
  dropout: thin,
  // Its noise has the mean and the variance of standard dropout's.
  gaussianDropout: thin,
  linear: (moments, layer, params) => {
    const { weight, bias } = params as { weight?: Tensor; bias?: Tensor }
    if (!weight)
      throw new DropoutError(
        `fastDropout was given a ${layer.kind} without parameters. Call init(model, key) first; fit does so by itself.`,
      )
    layer.outputShape(moments.mean.shape.slice(1))
    return linearMoments(moments, weight, bias)
  },
  relu: reluMoments,
  sigmoid: sigmoidMoments,
  flatten: ({ mean, variance }, layer, _, pass) => ({
    mean: layer.forward(mean, pass),
    variance: variance && layer.forward(variance, pass),
  }),
  sequential: (moments, layer, params, pass) =>
    Object.entries(layer.children).reduce(
      (value, [name, child]) => propagate(value, child, (params[name] ?? {}) as Params, pass.at(name)),
      moments,
    ),
}

/**
 * A network trained with dropout and without drawing: instead of a mask, the mean and the variance over all masks go through its layers, which
 * are taken for normal, so that a pass is deterministic and its gradient has no noise of masks. `train` and `sample` passes give { mean,
 * variance } of each output; `evaluate` passes the full network, with variance 0. The layers, and their parameters, are those of `model`, which after
 * training is used as any other; units of one layer are taken for independent, which they are after one layer of dropout and nearly after more.
 *
 * `model` is made of `sequential`, `dropout` or `gaussianDropout`, `linear`, `relu`, `sigmoid` and `flatten`. A loss is a function of the moments, such as
 * `expectedBinaryCrossEntropy`, given to `fit` by `objective`.
 *
 * Source: Wang and Manning 2013.
 *
 * @throws {DropoutError} where another layer is in it, or dropout with a schedule or with shared axes, whose units are not independent.
 *
 * @example
 * ```ts
 * import { dropout, fastDropout } from '@thinned/dropout'
 * import { createPass, init, initializers, linear, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const model = fastDropout(sequential(dropout({ keep: 0.5 }), linear(3, 1, { weight: initializers.ones })))
 * init(model, key(42))
 * const { mean, variance } = model.forward(tensor([[1, 2, 3]]), createPass({ mode: 'train' }))
 * console.log(mean.readSync()[0], variance.readSync()[0]) // 6 14
 * ```
 */
export function fastDropout(model: Layer, { name }: { readonly name?: string } = {}): Model<Tensor, OutputMoments> {
  check(model, '')
  const parent = parentLayer('fastDropout', { model }, name) as Parent<{ model: Layer }>
  const fast: Model<Tensor, OutputMoments> = Object.assign(parent, {
    forward(x: Tensor, pass: Pass, params: Params = fast.params): OutputMoments {
      const own = (params['model'] ?? {}) as Params
      const place = pass.at('model')
      if (pass.mode === 'evaluate') return withVariance({ mean: model.forward(x, place, own) })
      return scope(() => withVariance(propagate({ mean: alias(x) }, model, own, place)))
    },
  })
  return fast
}

const propagate: Propagate = (moments, layer, params, pass) => rules[layer.kind]!(moments, layer, params, pass)

function withVariance({ mean, variance }: Moments): OutputMoments {
  const { shape, backend } = mean
  return { mean, variance: variance ?? zeros(shape, { dtype: mean.dtype as 'float32' | 'float64', backend }) }
}

function check({ kind, options, children }: Layer, path: string): void {
  const where = path === '' ? '' : ` at ${path}`
  if (!Object.hasOwn(rules, kind))
    throw new DropoutError(
      `fastDropout was given a ${kind}${where}; moments go through ${Object.keys(rules).join(', ')}. Train it with masks instead, by the model itself.`,
    )
  if (rules[kind] === thin && (typeof options['keep'] !== 'number' || options['sharedAxes']))
    throw new DropoutError(
      `fastDropout was given ${kind}${where} with ${options['sharedAxes'] ? 'shared axes' : 'a schedule'}; it takes a keep that is a number, with a draw for each unit.`,
    )
  for (const [name, child] of Object.entries(children)) check(child, path === '' ? name : `${path}/${name}`)
}
