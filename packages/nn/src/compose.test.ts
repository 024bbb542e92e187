import { key } from '@thinned/rng'
import {
  add,
  backward,
  checkGradient,
  concat,
  mean,
  mul,
  noGrad,
  randomNormal,
  reference,
  scope,
  square,
  sum,
  type Tensor,
} from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import {
  type Call,
  compose,
  createPass,
  flattenParams,
  init,
  isInitialized,
  type Layer,
  linear,
  type Model,
  mapParams,
  type Pass,
  plainLayer,
  relu,
  sequential,
  summary,
  tanh,
} from './index.ts'

const evaluate = createPass({ mode: 'evaluate' })
const train = createPass({ mode: 'train', key: key('train') })
const draw = (name: string, ...shape: number[]): Tensor => randomNormal(key(name), shape, { dtype: 'float64' })

type Parts = { readonly image: Tensor; readonly table: Tensor }
const twoInputs = () =>
  compose(
    { image: sequential(linear(6, 4), tanh()), table: linear(2, 3), head: linear(7, 2) },
    ({ image, table }: Parts, use) => use.head(concat([use.image(image), use.table(table)], 1)),
  )
const parts = (): Parts => ({ image: draw('image', 3, 6), table: draw('table', 3, 2) })

/** A layer that adds noise of its own, so that equal draws can be told from others. */
const noise = (): Layer<'any', 'same'> => ({
  ...(plainLayer('noise', undefined) as Layer<'any', 'same'>),
  outputShape: (input) => input,
  forward: (x, pass) => scope(() => add(x, randomNormal(pass.key, x.shape, { dtype: 'float64' }))),
})

test('several inputs: the children see their places and their parameters', () => {
  const net = twoInputs()
  expect(isInitialized(net)).toBe(false)
  init(net, key(1), { dtype: 'float64' })
  expect(Object.keys(flattenParams(net.params))).toEqual([
    'image/linear1/weight',
    'image/linear1/bias',
    'table/weight',
    'table/bias',
    'head/weight',
    'head/bias',
  ])
  const { image, table, head } = net.children
  const { image: x, table: y } = parts()
  const expected = head.forward(concat([image.forward(x, evaluate), table.forward(y, evaluate)], 1), evaluate)
  expect(net.forward({ image: x, table: y }, evaluate).readSync()).toEqual(expected.readSync())
  const seen: string[] = []
  const spy = (): Layer => ({ ...noise(), forward: (x, pass) => mul(x, seen.push(pass.path)) })
  const nested = compose(
    { inner: compose({ deep: spy() }, (x: Tensor, use) => use.deep.at(4, 'b')(x)) },
    (x: Tensor, use) => use.inner(x),
  )
  nested.forward(x, evaluate.at('net'))
  expect(seen).toEqual(['net/inner/deep/4/b'])
})

test('gradients reach every input and parameter, whichever parameters are given', () => {
  const net = twoInputs()
  init(net, key(1), { dtype: 'float64' })
  const paths = Object.keys(flattenParams(net.params))
  const forward = (image: Tensor, table: Tensor, ...leaves: Tensor[]): Tensor =>
    net.forward(
      { image, table },
      evaluate,
      mapParams(net.params, (_, path) => leaves[paths.indexOf(path)]!),
    )
  const { image, table } = parts()
  const other = Object.values(flattenParams(net.params)).map((held) => add(held, 0.1))
  expect(checkGradient(forward, [image, table, ...other])).toBeLessThan(1e-6)
  const [before, given] = [
    net.forward({ image, table }, evaluate).readSync(),
    forward(image, table, ...other).readSync(),
  ]
  expect(given).not.toEqual(before)
  net.params = mapParams(net.params, (_, path) => other[paths.indexOf(path)]!)
  expect(net.forward({ image, table }, evaluate).readSync()).toEqual(given)
})

test('several outputs, models as children, and calls that are no plain forward', () => {
  const spread = {
    ...linear(3, 2),
    scaled: (x: Tensor, by: number, pass: Pass) => (pass.path === 'spread' ? mul(x, by) : x),
  }
  const both = compose(
    { body: compose({ a: linear(2, 3) }, (x: Tensor, use) => ({ features: use.a(x) })), mean: linear(3, 2), spread },
    (x: Tensor, use) => {
      const { features } = use.body(x)
      return {
        mean: use.mean(features),
        all: [
          use.spread(features),
          use.spread.with((layer, pass, params) => layer.scaled(params['bias'] as Tensor, 2, pass)),
        ],
        input: x,
      }
    },
  )
  init(both, key(2), { dtype: 'float64' })
  const x = draw('x', 4, 2)
  const before = reference.memory().buffers
  const { mean: m, all, input } = noGrad(() => both.forward(x, evaluate))
  expectTypeOf(both.forward).returns.toEqualTypeOf<{ mean: Tensor; all: Tensor[]; input: Tensor }>()
  expect([m.shape, all[0]!.shape, all[1]!.shape]).toEqual([[4, 2], [4, 2], [2]])
  expect(reference.memory().buffers - before).toBe(3)
  for (const made of [m, ...all, input]) made.dispose()
  expect(x.readSync()).toHaveLength(8)
  expect(reference.memory().buffers).toBe(before)
})

test('a child called several times draws the same, at other places other masks', () => {
  const twice = compose({ noise: noise() }, (x: Tensor, use) => [
    use.noise(x),
    use.noise(x),
    use.noise.at(0)(x),
    use.noise.at(1)(x),
  ])
  const [a, b, c, d] = twice.forward(draw('x', 5), train).map((made) => made.readSync().join())
  expect(b).toBe(a)
  expect(new Set([a, c, d]).size).toBe(3)
})

test('steps leave nothing behind, and reports come with the path of the child', () => {
  const reports: unknown[] = []
  const pass = createPass({ mode: 'train', key: key(1), onReport: (path, kind) => reports.push([path, kind]) })
  const reporting: Layer = {
    ...plainLayer('reporting', undefined),
    outputShape: (input) => input,
    forward: (x, pass) =>
      scope(() => {
        pass.report('penalty', mean(x))
        return mul(x, 2)
      }),
  }
  const net = compose({ head: linear(2, 2), reporting }, (x: Tensor, use) => use.reporting(use.head(square(x))))
  init(net, key(3), { dtype: 'float64' })
  const x = draw('x', 3, 2)
  const step = () => {
    scope(() => {
      backward(sum(net.forward(x, pass)), flattenParams(net.params))
    })
    net.forward(x, pass).dispose()
  }
  step()
  const before = reference.memory().buffers
  step()
  expect(reference.memory().buffers).toBe(before)
  expect(reports[0]).toEqual(['reporting', 'penalty'])
})

test('a composition that announces its shape is a layer', () => {
  const gate = (announced = 4) =>
    compose({ value: linear(3, 4), gate: linear(3, 4) }, (x, use) => mul(use.value(x), use.gate(x)), {
      name: 'gated',
      outputShape: () => [announced],
    })
  expectTypeOf(gate()).toEqualTypeOf<Layer<'any', 'any'>>()
  const model = sequential(gate(), relu(), linear(4, 2))
  init(model, key(4))
  expect(model.outputShape([3])).toEqual([2])
  expect(model.forward(randomNormal(key(5), [2, 3]), evaluate).shape).toEqual([2, 2])
  expect(summary(model, [3])).toBe(
    [
      'layer    output  parameters  keep',
      'gated    4               32',
      '  value                  16',
      '  gate                   16',
      'relu1    4                0',
      'linear1  2               10',
      'total                    42',
    ].join('\n'),
  )
  const wrong = gate(5)
  init(wrong, key(4))
  const before = reference.memory().buffers
  const x = randomNormal(key(5), [2, 3])
  expect(() => wrong.forward(x, evaluate)).toThrow('announces [batch, 5], but for [2, 3] its function returned [2, 4]')
  expect(reference.memory().buffers - before).toBe(1)
})

test('the table of a model of several inputs counts its parameters', () => {
  expect(summary(twoInputs())).toBe(
    [
      'layer      output  parameters  keep',
      'image                      28',
      '  linear1                  28',
      '  tanh1                     0',
      'table                       9',
      'head                       16',
      'total                      53',
    ].join('\n'),
  )
})

test('types follow the children and the function; names that are no paths are refused', () => {
  const net = twoInputs()
  expectTypeOf(net).toExtend<Model<Parts, Tensor>>()
  expectTypeOf(net.forward).parameter(0).toEqualTypeOf<Parts>()
  const inner = compose({ net }, (inputs: Parts, use) => {
    expectTypeOf(use.net).toEqualTypeOf<Call<typeof net>>()
    // @ts-expect-error: the child takes an image too
    if (inputs.image === null) use.net({ table: inputs.table })
    return use.net(inputs)
  })
  // @ts-expect-error: a tensor is no record of two
  expect(() => inner.forward(draw('x', 3, 2), evaluate)).toThrow()
  const untyped = compose({ a: linear(2, 1) }, ({ left, right }, use) => add(use.a(left), use.a(right)))
  expectTypeOf(untyped.forward).returns.toEqualTypeOf<Tensor>()
  expect(() => untyped.forward({ left: draw('l', 1, 2), right: draw('r', 1, 2) }, evaluate)).toThrow(
    'has no parameters yet',
  )
  for (const name of ['', '0', 'a/b'])
    expect(() => compose({ [name]: relu() }, (x: Tensor) => x)).toThrow(`A layer is named "${name}"`)
})
