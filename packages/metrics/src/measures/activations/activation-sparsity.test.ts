import { expect, test } from 'vitest'
import { measure } from '../../metric.ts'
import { activationSparsity } from './activation-sparsity.ts'

const activationSparsityOf = (activations: number[], units: number) =>
  measure(activationSparsity(), { activations, units })

test('other numbers of units do not mix', () => {
  const { empty, update, merge } = activationSparsity()
  const [two, three] = [2, 3].map((units) => update(empty(), { activations: [1, 2, 3, 4, 5, 6], units }))
  expect(() => merge(two!, three!)).toThrow('States of 2 and 3 units were to be merged; they are of the same.')
  expect(() => update(two!, { activations: [1], units: 1 })).toThrow(
    'Activations of 1 units were given after those of 2; all batches have the same.',
  )
})

test('by hand', () => {
  expect(activationSparsityOf([0, 2, 0, 0, 4, 0, 0, -2], 4)).toEqual({
    activeShare: 3 / 8,
    mean: 0.5,
    silentShare: 1 / 4,
    unitMeans: [2, 1, 0, -1],
  })
})
