import { tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import {
  batchNorm,
  conv2d,
  countParameters,
  createPass,
  embedding,
  gru,
  initializers,
  layerFactories,
  leakyRelu,
  linear,
  losses,
  lstm,
  makesSchedules,
  maxPool2d,
  NnError,
  relu,
  sequential,
  summary,
} from './index.ts'
import * as layers from './layers/index.ts'

const messageOf = (attempt: () => unknown): string => {
  try {
    attempt()
  } catch (error) {
    expect(error).toBeInstanceOf(NnError)
    return (error as Error).message
  }
  throw new Error('taken')
}

const untyped = (given: unknown): never => given as never

describe('what a message advises can be called', () => {
  const makers = Object.entries(layers).filter(
    ([name]) => Object.hasOwn(layerFactories, name) || /conv|Pool/.test(name),
  )

  test.each(makers)('%s, which was not called', (_, make) => {
    const message = messageOf(() => sequential(untyped(make)))
    const call = /as in (\w+)\(([^)]*)\)/.exec(message)!
    const args = JSON.parse(`[${call[2]!.replace('kernel', '"kernel"')}]`)
    const named = new Map<string, unknown>(Object.entries(layers)).get(call[1]!) as (...args: unknown[]) => object
    expect(named(...args)).toHaveProperty('forward')
  })

  test.each([
    [lstm, 'lstm(8, 4)'],
    [gru, 'gru(8, 4)'],
    [conv2d, 'conv2d(8, 4, { kernel: 3 })'],
    [maxPool2d, 'maxPool2d(2)'],
    [batchNorm, 'batchNorm(8)'],
    [relu, 'relu()'],
  ])('%o', (make, call) => {
    expect(messageOf(() => sequential(untyped(make)))).toContain(`Call it, as in ${call}.`)
  })
})

test.each<[() => unknown, string]>([
  [() => conv2d(1, 32, untyped(3)), 'Write { kernel: 3 }.'],
  [() => linear(2, 8, untyped({ activation: 'relu' })), 'activation is not an option of linear; write relu() after it'],
  [() => linear(2, 8, untyped({ init: 'he' })), 'init is not an option of linear; write weight.'],
  [() => linear(2, 8, untyped({ use_bias: false })), 'use_bias is not an option of linear; write bias.'],
  [() => leakyRelu(untyped({ alpha: 0.1 })), 'alpha is not an option of leakyRelu; write slope.'],
  [
    () => losses.crossEntropy.with(untyped({ smoothing: 0.1 })),
    'smoothing is not an option of crossEntropy; write labelSmoothing.',
  ],
  [
    () => losses.crossEntropy.with(untyped({ ignore_index: -1 })),
    'ignore_index is not an option of crossEntropy; write ignore.',
  ],
  [() => losses.huber(untyped({ delta: 2 }), untyped(undefined)), 'with options it is losses.huber.with({ … }).'],
  [
    () => losses.mse(untyped([1]), untyped([2])),
    'it takes tensors, as in losses.mse(tensor(outputs), tensor(targets)).',
  ],
  [() => losses.mse(untyped([1]), tensor([2])), 'mse was given [1] as predictions; it takes tensors'],
  [() => losses.mse(tensor([1]), untyped(undefined)), 'mse was given no targets'],
  [
    () => summary(relu(), untyped(2)),
    'summary was given 2 as the shape of its inputs; it takes the shape of one example',
  ],
  [() => countParameters(untyped(3)), 'countParameters was given 3 as its model'],
  [
    () => initializers.normal(untyped({ std: 1 })),
    'normal was given the standard deviation { std }; it is a number from 0.',
  ],
  [() => initializers.normal(untyped('1')), 'normal was given the standard deviation "1"'],
  [() => initializers.truncatedNormal(untyped('1')), 'truncatedNormal was given the standard deviation "1"'],
  [() => summary(untyped([relu()])), 'summary was given'],
])('%#: a call that does not fit says what to write', (attempt, message) => {
  expect(messageOf(attempt)).toContain(message)
})

test('flatten is advised for inputs of several axes alone', () => {
  expect(messageOf(() => linear(9, 1).outputShape([8]))).not.toContain('flatten')
  expect(messageOf(() => linear(9, 1).outputShape([3, 3, 1]))).toContain('Put flatten() before it for images.')
})

test('tokens of floats are told how an array of theirs becomes one of integers', () => {
  const layer = embedding(4, 2)
  sequential(layer)
  layer.params = { weight: tensor([[1, 2]]) }
  expect(messageOf(() => layer.forward(tensor([1]), createPass({ mode: 'evaluate' })))).toContain('Int32Array')
})

test('only what makes schedules is taken for a maker of them', () => {
  function early(options: object) {
    return () => Object.keys(options).length
  }
  function own({ step }: { step: number }) {
    return step
  }
  let calls = 0
  const counting = (): number => calls++
  expect([early, own, counting, class {}, 1, null].map(makesSchedules)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
  expect(calls).toBe(0)
})
