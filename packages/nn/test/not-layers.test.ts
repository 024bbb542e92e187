import { bidirectional, compose, init, linear, lstm, relu, residual, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'

/** What programs in plain JavaScript write where a layer belongs. */
test.each<[string, () => unknown, string]>([
  [
    'a list',
    () => sequential([linear(8, 4), relu()] as never),
    'Layers are arguments, not a list: sequential(linear(8, 4), relu())',
  ],
  ['a layer that was not called', () => sequential(linear(8, 4), relu as never), 'Call it, as in relu()'],
  ['nothing', () => sequential(undefined as never), 'sequential was given undefined as a layer'],
  ['a name', () => residual('relu' as never), 'sequential was given "relu" as a layer'],
  ['options of residual', () => residual({ shorcut: linear(2, 2) } as never, linear(2, 2)), 'write shortcut'],
  ['a child that is none', () => compose({ head: linear } as never, (x) => x), 'The child head is a layer or a model'],
  ['children in a list', () => compose([linear(2, 2)] as never, (x) => x), 'they are layers by name'],
  [
    'no function',
    () => compose({ head: linear(2, 2) }, undefined as never),
    'was given the forward function undefined',
  ],
  ['directions that are none', () => bidirectional(lstm as never, lstm as never), 'Call it, as in lstm(8, 4)'],
  [
    'a slot that was not called',
    () => lstm(2, 2, { input: relu as never }),
    'lstm was given input the function relu; it takes a layer',
  ],
  [
    'an initializer that was not called',
    () => linear(2, 2, { weight: (() => 1) as never }),
    'it takes an initializer, such as initializers.he()',
  ],
  ['no model', () => init(undefined as never, key(1)), 'init was given undefined as its model'],
  [
    'a seed',
    () => init(linear(2, 2), 42 as never),
    'init was given the key 42; write, for example, init(model, key(42))',
  ],
  [
    'a name of a backend',
    () => init(linear(2, 2), key(1), { backend: 'wasm' as never }),
    'init was given backend "wasm"; it takes a backend, such as await wasm()',
  ],
  [
    'a backend that is not awaited',
    () => init(linear(2, 2), key(1), { backend: Promise.resolve() as never }),
    'backend a Promise (await it)',
  ],
])('%s in place of a layer is refused with what to write', (_, make, message) => {
  expect(make).toThrow(message)
})
