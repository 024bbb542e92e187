import { foldIn, key } from '@thinned/rng'
import { neg } from '@thinned/tensor'
import { expect, test } from 'vitest'
import {
  childParams,
  countParameters,
  declaredParameters,
  flattenParams,
  foldLayers,
  init,
  layersOf,
  linear,
  lstm,
  mapParams,
  relu,
  sequential,
} from './index.ts'
import { keyOfPath } from './tree.ts'

const build = () => sequential(linear(2, 3), sequential(relu(), linear(3, 1, { name: 'out' })), lstm(1, 2))

test('layers come with their paths, each parent before its children', () => {
  const model = build()
  expect(layersOf(model).map(([path, { kind }]) => `${path}: ${kind}`)).toEqual([
    ': sequential',
    'linear1: linear',
    'sequential1: sequential',
    'sequential1/relu1: relu',
    'sequential1/out: linear',
    'lstm1: lstm',
  ])
  for (const [path, layer] of layersOf(model).slice(3, 5))
    expect(layer).toBe(model.children['sequential1']!.children[path.split('/')[1]!])
})

test('a fold goes from the bottom up, with the paths of the layers', () => {
  const paths: string[] = []
  const count = foldLayers<number>(build(), (_, children, path) => {
    paths.push(path)
    return 1 + Object.values(children).reduce((a, b) => a + b, 0)
  })
  expect(count).toBe(6)
  expect(paths).toEqual(['linear1', 'sequential1/relu1', 'sequential1/out', 'sequential1', 'lstm1', ''])
})

test('what is declared is what init makes, in its order', () => {
  const model = build()
  const declared = declaredParameters(model)
  init(model, key(1))
  const shapes = Object.entries(flattenParams(model.params)).map(([path, { shape }]) => [path, shape])
  expect(Object.entries(declared).map(([path, { shape }]) => [path, shape])).toEqual(shapes)
  expect(countParameters(model)).toBe(Object.values(flattenParams(model.params)).reduce((n, { size }) => n + size, 0))
})

test('mapped parameters have the names of the old ones, and a child has its share', () => {
  const model = build()
  init(model, key(1))
  const mapped = mapParams(model.params, (tensor, path) => (path === 'sequential1/out/weight' ? neg(tensor) : tensor))
  const [before, after] = [flattenParams(model.params), flattenParams(mapped)]
  expect(Object.keys(after)).toEqual(Object.keys(before))
  for (const [path, tensor] of Object.entries(after))
    if (path !== 'sequential1/out/weight') expect(tensor).toBe(before[path])
  expect(after['sequential1/out/weight']!.readSync()[0]).toBe(-before['sequential1/out/weight']!.readSync()[0]!)
  expect(childParams(childParams(mapped, 'sequential1'), 'out')).toEqual({
    weight: after['sequential1/out/weight'],
    bias: after['sequential1/out/bias'],
  })
  expect(childParams(mapped, 'nowhere')).toEqual({})
})

test('the key of a path is folded name by name', () => {
  expect(keyOfPath(key(3), 'a/b')).toEqual(foldIn(foldIn(key(3), 'a'), 'b'))
  expect(keyOfPath(key(3), '')).toEqual(key(3))
})
