import {
  childParams,
  type Layer,
  layersOf,
  type Model,
  type Params,
  type Parent,
  type Pass,
  parentLayer,
} from '@thinned/nn'
import { type Fields, options } from '@thinned/schema'
import { alias, scope, type Tensor, zeros } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkLayer, name } from '../keep/keep-options.ts'
import type { Moments, OutputMoments } from './moments.ts'
import { dropMoments, linearMoments, reluMoments, sigmoidMoments } from './moments.ts'

const read = options('fastDropout', DropoutError, { name } satisfies Fields<{ name?: string }>)

type Propagate = (moments: Moments, layer: Layer, params: Params, pass: Pass) => Moments

const drop: Propagate = (moments, layer, _, pass) => {
  const { keep, scale } = layer.options as { keep: number; scale?: 'evaluation' }
  pass.report('keep', keep)
  return dropMoments(moments, keep, scale)
}

/** The rule of each kind of layer for moments. */
const rules: Readonly<Record<string, Propagate>> = {
  dropout: drop,
  // Its noise has the moments of standard dropout's.
  gaussianDropout: drop,
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
      (value, [name, child]) => propagate(value, child, childParams(params, name), pass.at(name)),
      moments,
    ),
}

/**
 * A network that trains with dropout but draws no masks. It propagates the mean and the variance over all masks through the layers, and takes units as
 * normal. So a pass is deterministic, and its gradient has no noise of masks. `train` and `sample` passes give { mean, variance } of each output;
 * `evaluate` passes give the full network, with variance 0. The network shares the layers and parameters of `model`; after training, use `model`
 * as any other. Units of a layer are taken as independent, which is exact after one layer of dropout and nearly so after more.
 *
 * `model` consists of `sequential`, `dropout` or `gaussianDropout`, `linear`, `relu`, `sigmoid` and `flatten`. A loss is a function of the moments, such as
 * `expectedBinaryCrossEntropy`, given to `fit` by `objective`.
 *
 * Source: Wang and Manning 2013.
 *
 * @throws {DropoutError} for other layers, and for dropout with a schedule or with shared axes, whose units are not independent.
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
export function fastDropout(model: Layer, options: { readonly name?: string } = {}): Model<Tensor, OutputMoments> {
  checkLayer('fastDropout', model)
  const { name } = read(options)
  checkLayers(model)
  const parent = parentLayer('fastDropout', { model }, name) as Parent<{ model: Layer }>
  const fast: Model<Tensor, OutputMoments> = Object.assign(parent, {
    forward(x: Tensor, pass: Pass, params: Params = fast.params): OutputMoments {
      const inner = childParams(params, 'model')
      const innerPass = pass.at('model')
      if (pass.mode === 'evaluate') return withVariance({ mean: model.forward(x, innerPass, inner) })
      return scope(() => withVariance(propagate({ mean: alias(x) }, model, inner, innerPass)))
    },
  })
  return fast
}

const propagate: Propagate = (moments, layer, params, pass) => rules[layer.kind]!(moments, layer, params, pass)

function withVariance({ mean, variance }: Moments): OutputMoments {
  const { shape, backend } = mean
  return { mean, variance: variance ?? zeros(shape, { dtype: mean.dtype as 'float32' | 'float64', backend }) }
}

function checkLayers(model: Layer): void {
  for (const [path, { kind, options }] of layersOf(model)) {
    const where = path === '' ? '' : ` at ${path}`
    if (!Object.hasOwn(rules, kind))
      throw new DropoutError(
        `fastDropout was given a ${kind}${where}; moments go through ${Object.keys(rules).join(', ')}. Train it with masks instead, by the model itself.`,
      )
    if (rules[kind] === drop && (typeof options['keep'] !== 'number' || options['sharedAxes']))
      throw new DropoutError(
        `fastDropout was given ${kind}${where} with ${options['sharedAxes'] ? 'shared axes' : 'a schedule'}; it takes a keep that is a number, with a draw for each unit.`,
      )
  }
}
