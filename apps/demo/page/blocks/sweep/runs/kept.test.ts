import { expect, test } from 'vitest'
import { keepResults, keptResults } from './kept.ts'

function storeOf() {
  const items = new Map<string, string>()
  const store = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  }
  return { items, store: () => store }
}

const results = new Map([['epoch 1000 0.5 3', { trainLoss: 0.1, trainError: 0.2, testLoss: 1 / 3, testError: 0.4 }]])

test('results come back to the last bit, those of another build do not', () => {
  const { store, items } = storeOf()
  keepResults('worker-1.js', results, store)
  expect(keptResults('worker-1.js', store)).toEqual(results)
  expect(keptResults('worker-2.js', store).size).toBe(0)
  keepResults('worker-1.js', new Map(), store)
  expect(items.size).toBe(0)
})

test.for(['null', '3', '{', '{"build":"a","results":[["x",{"trainLoss":1}]]}', '{"build":"a","results":{}}'])(
  'what is no list of results is none: %s',
  (text) => {
    const { store, items } = storeOf()
    items.set('thinned sweep', text)
    expect(keptResults('a', store).size).toBe(0)
  },
)

test('a browser that keeps nothing is not an error', () => {
  const refuse = () => {
    throw new Error('The operation is insecure.')
  }
  keepResults('a', results, refuse)
  expect(keptResults('a', refuse).size).toBe(0)
})
