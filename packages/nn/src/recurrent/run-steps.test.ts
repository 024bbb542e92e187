import { key } from '@thinned/rng'
import {
  backward,
  checkGradient,
  noGrad,
  randomNormal,
  reference,
  referenceBackend,
  scope,
  sizeOf,
  slice,
  stack,
  sum,
  type Tensor,
  tensor,
  zeros,
} from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { testDropout, testZoneout } from '../../test/dropout-layer.ts'
import {
  createPass,
  flattenParams,
  gru,
  init,
  type Layer,
  lstm,
  type Params,
  plainLayer,
  type RecurrentOptions,
  rnn,
  type StateMix,
  sequential,
} from '../index.ts'

const evaluate = createPass({ mode: 'evaluate' })
const train = createPass({ mode: 'train', key: key('train') })
const [FEATURES, UNITS] = [3, 4] as const
const kinds = { rnn, lstm, gru }
const draw = (name: string, ...shape: number[]): Tensor => randomNormal(key(name), shape)
const lengthsOf = (...lengths: number[]) => tensor(lengths, { dtype: 'int32' })

describe.each(Object.entries(kinds))('%s', (_, build) => {
  const make = (options: RecurrentOptions = {}) => {
    const layer = build(FEATURES, UNITS, options) as ReturnType<typeof rnn<3, 4>>
    init(layer, key('layer'))
    return layer
  }
  const statesOf = (state: object): (readonly [string, Tensor])[] => Object.entries(state)
  const draws = (layer: object, batch: number) =>
    Object.fromEntries(
      statesOf((layer as ReturnType<typeof rnn>).run(zeros([batch, 1, FEATURES]), evaluate).state).map(([name]) => [
        name,
        draw(name, batch, UNITS),
      ]),
    ) as { hidden: Tensor }

  test('past its length an example gives 0, and its state is as after the cut sequence, to the last bit', () => {
    for (const reverse of [false, true]) {
      const layer = make({ reverse })
      const x = draw('x', 4, 5, FEATURES)
      const initial = draws(layer, 4)
      const lengths = [5, 2, 0, 3]
      const { outputs, state } = layer.run(x, evaluate, { lengths: lengthsOf(...lengths), initial })
      for (const [row, length] of lengths.entries()) {
        const own = (whole: Tensor) => slice(whole, 0, row, row + 1)
        const cut = Object.fromEntries(statesOf(initial).map(([name, values]) => [name, own(values)]))
        const alone =
          length === 0
            ? { outputs: zeros([1, 0, UNITS]), state: cut }
            : layer.run(slice(own(x), 1, 0, length), evaluate, { initial: cut as never })
        const [before, after] = [slice(own(outputs), 1, 0, length), slice(own(outputs), 1, length)]
        expect(before.readSync()).toEqual(alone.outputs.readSync())
        expect(after.readSync().every((value) => Object.is(value, 0))).toBe(true)
        for (const [name, values] of statesOf(state))
          expect(own(values).readSync()).toEqual((alone.state as Record<string, Tensor>)[name]!.readSync())
      }
      const last = make({ reverse, returns: 'last' })
      const run = last.run(x, evaluate, { lengths: lengthsOf(...lengths), initial })
      expect(run.outputs.readSync()).toEqual(state.hidden.readSync())
    }
  })

  test('what lies past the length has no gradient, and the rest has that of central differences', () => {
    const layer = make()
    const double = (name: string, ...shape: number[]) => randomNormal(key(name), shape, { dtype: 'float64' })
    const params = Object.fromEntries(
      Object.entries(layer.parameters).map(([name, { shape }]) => [name, double(name, ...shape)]),
    )
    const forward = (x: Tensor, ...values: Tensor[]) => {
      const given = Object.fromEntries(Object.keys(params).map((name, i) => [name, values[i]!]))
      const { outputs, state } = layer.run(x, evaluate, { lengths: lengthsOf(3, 1), params: given })
      return stack([sum(outputs, 1), ...statesOf(state).map(([, values]) => values)])
    }
    const x = double('x', 2, 3, FEATURES)
    expect(checkGradient(forward, [x, ...Object.values(params)])).toBeLessThan(1e-6)
    const leaf = tensor(x.readSync(), { shape: x.shape, requiresGrad: true })
    const gradient = backward(sum(forward(leaf, ...Object.values(params))), leaf)
    expect([...slice(slice(gradient, 0, 1), 1, 1).readSync()]).toEqual(new Array(6).fill(0))
  })

  test('a run goes on from the state of another, to the bits of one run', () => {
    const layer = make()
    const x = draw('long', 2, 6, FEATURES)
    const whole = layer.run(x, evaluate)
    const first = layer.run(slice(x, 1, 0, 4), evaluate)
    const second = layer.run(slice(x, 1, 4), evaluate, { initial: first.state })
    expect(second.outputs.readSync()).toEqual(slice(whole.outputs, 1, 4).readSync())
    for (const [name, values] of statesOf(whole.state))
      expect((second.state as Record<string, Tensor>)[name]!.readSync()).toEqual(values.readSync())
  })

  test('reverse is the run over the steps in reverse, its outputs turned round', () => {
    const [there, back] = [make(), make({ reverse: true })]
    const x = draw('turn', 2, 3, FEATURES)
    const step = (whole: Tensor, t: number) => slice(whole, 1, t, t + 1)
    const turned = stack(
      [2, 1, 0].map((t) => sum(step(x, t), 1)),
      1,
    )
    const [plain, reversed] = [there.forward(turned, evaluate), back.forward(x, evaluate)]
    for (const t of [0, 1, 2]) expect(step(reversed, t).readSync()).toEqual(step(plain, 2 - t).readSync())
  })

  test('keep 1 changes no bit; keep 0 in the recurrent slot makes every step the first, and held states stay as they were', () => {
    const x = draw('slots', 2, 3, FEATURES)
    const run = (options: RecurrentOptions) => make(options).run(x, train)
    const all = (keep: number) => ({
      input: testDropout(keep),
      recurrent: testDropout(keep),
      mixHidden: testZoneout(keep),
    })
    expect(run(all(1)).outputs.readSync()).toEqual(run({}).outputs.readSync())
    expect([...run({ mixHidden: testZoneout(0) }).outputs.readSync()]).toEqual(new Array(24).fill(0))
    const withoutNews = () => run({ candidate: testDropout(0) } as RecurrentOptions).outputs.readSync()
    if (build === rnn) expect(withoutNews).toThrow('candidate is not an option of rnn')
    else expect([...withoutNews()]).toEqual(new Array(24).fill(0))
    if (build !== rnn) return
    const alone = make().forward(slice(x, 1, 2), evaluate)
    expect(slice(run({ recurrent: testDropout(0) }).outputs, 1, 2).readSync()).toEqual(alone.readSync())
  })

  test('a batch that is cut in two draws the same masks', () => {
    const layer = make({ input: testDropout(0.5), recurrent: testDropout(0.5), mixHidden: testZoneout(0.5) })
    const x = draw('batch', 5, 4, FEATURES)
    const whole = layer.forward(x, train).readSync()
    const top = layer.forward(slice(x, 0, 0, 2), train)
    const bottom = layer.forward(slice(x, 0, 2), createPass({ mode: 'train', key: key('train'), row: 2 }))
    expect([...top.readSync(), ...bottom.readSync()]).toEqual([...whole])
    expect(layer.forward(x, createPass({ mode: 'train', key: key('other') })).readSync()).not.toEqual(whole)
  })

  test('steps with lengths leave nothing behind, and states are the caller’s', () => {
    const layer = make({ recurrent: testDropout(0.5), mixHidden: testZoneout(0.5) })
    const [x, lengths, params] = [draw('x', 2, 3, FEATURES), lengthsOf(3, 1), flattenParams(layer.params)]
    const before = reference.memory()
    scope(() => {
      const { outputs, state } = layer.run(x, train, { lengths })
      backward(sum(stack([sum(outputs, 1), state.hidden])), params)
    })
    const { outputs, state } = noGrad(() => layer.run(x, train, { lengths }))
    for (const held of [outputs, ...Object.values(state)]) held.dispose()
    expect(reference.memory()).toEqual(before)
  })
})

/** A layer that passes on what it is given, and notes where it was called. */
function spy(): { layer: StateMix; paths: string[] } {
  const paths: string[] = []
  const layer: StateMix = {
    ...plainLayer('spy', undefined),
    outputShape: (input) => input,
    forward(x, pass) {
      paths.push(pass.path)
      return x
    },
    mix(_, next, pass) {
      paths.push(pass.path)
      return next
    },
  }
  return { layer, paths }
}

test('slots are called by name: locked at one place, else at a place of each step; states are mixed at their step', () => {
  const visits = (options: { locked?: boolean; reverse?: boolean }) => {
    const spies = { input: spy(), recurrent: spy(), candidate: spy(), mixHidden: spy(), mixCell: spy() }
    const slots = Object.fromEntries(Object.entries(spies).map(([name, { layer }]) => [name, layer]))
    const model = sequential(lstm(2, 2, { ...slots, ...options }))
    init(model, key(1))
    model.forward(zeros([1, 2, 2]), evaluate)
    return Object.fromEntries(Object.entries(spies).map(([name, { paths }]) => [name, paths]))
  }
  const at = (name: string, ...steps: number[]) => steps.map((t) => `lstm1/${name}/${t}`)
  const locked = (name: string) => [`lstm1/${name}`, `lstm1/${name}`]
  const mixed = { mixHidden: at('mixHidden', 0, 1), mixCell: at('mixCell', 0, 1) }
  expect(visits({})).toEqual({
    input: locked('input'),
    recurrent: locked('recurrent'),
    candidate: locked('candidate'),
    ...mixed,
  })
  expect(visits({ locked: false })).toEqual({
    input: at('input', 0, 1),
    recurrent: at('recurrent', 0, 1),
    candidate: at('candidate', 0, 1),
    ...mixed,
  })
  expect(visits({ locked: false, reverse: true })['recurrent']).toEqual(at('recurrent', 1, 0))
})

test('a locked mask is one for all steps, and keep is reported by the path of the slot', () => {
  const masks = (locked: boolean): string[] => {
    const seen: string[] = []
    const thinned = testDropout(0.5)
    const input: Layer = {
      ...thinned,
      forward(x, pass, params) {
        const y = thinned.forward(x, pass, params)
        seen.push(y.readSync().join())
        return y
      },
    }
    const layer = rnn(8, 2, { input, locked })
    init(layer, key(1))
    layer.forward(tensor(new Float32Array(2 * 4 * 8).fill(1), { shape: [2, 4, 8] }), train)
    return seen
  }
  expect(new Set(masks(true)).size).toBe(1)
  expect(new Set(masks(false)).size).toBe(4)
  const kept: Record<string, unknown> = {}
  const onReport = (path: string, _: string, value: unknown) => {
    kept[path] = value
  }
  const model = sequential(gru(2, 2, { recurrent: testDropout(0.25) }))
  init(model, key(1))
  model.forward(zeros([1, 2, 2]), createPass({ mode: 'train', key: key(1), onReport }))
  expect(kept).toEqual({ 'gru1/recurrent': 0.25 })
})

/** How many elements the kernels of a training step write. */
function writtenBy(time: number): number {
  const plain = referenceBackend()
  let written = 0
  const counted = Object.entries(plain.kernels).map(([name, kernel]) => [
    name,
    (out: Tensor, ...rest: unknown[]) => {
      written += sizeOf(out.shape)
      ;(kernel as (...args: unknown[]) => void)(out, ...rest)
    },
  ])
  const backend = { ...plain, kernels: Object.fromEntries(counted) }
  const layer = lstm(2, 3, { input: testDropout(0.5), recurrent: testDropout(0.5) })
  init(layer, key(1), { backend })
  const lengths = tensor([time], { dtype: 'int32', backend })
  const { outputs } = layer.run(zeros([1, time, 2], { backend }), train, { lengths })
  written = 0
  backward(sum(outputs), flattenParams(layer.params))
  return written
}

test('the work of a backward pass grows as the number of steps does', () => {
  expect(writtenBy(64) / writtenBy(32)).toBeLessThan(2.01)
})

test('what does not fit is refused with a sentence', () => {
  const layer = lstm(2, 3)
  init(layer, key(1))
  const x = zeros([2, 4, 2])
  const run = (options: object) => () => layer.run(x, evaluate, options)
  expect(run({ lengths: lengthsOf(1, 5) })).toThrow('the length 5 for example 1; there are 4 steps')
  expect(run({ lengths: lengthsOf(1) })).toThrow('they are int32 [2], one for each example')
  expect(run({ lengths: tensor([1, 2]) })).toThrow('they are int32 [2]')
  expect(run({ initial: { hidden: zeros([2, 3]) } })).toThrow('was given nothing as the initial cell state')
  expect(run({ initial: { hidden: zeros([3, 3]), cell: zeros([2, 3]) } })).toThrow(
    'as the initial hidden state; it takes [2, 3]',
  )
  expect(run({ params: {} as Params })).toThrow('no parameters yet')
})
