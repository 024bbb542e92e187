import { expect, test } from 'vitest'
import { armOf } from '../test/arm-of.ts'
import { compare, evidence } from './compare.ts'

test('epochs are counted to the training loss that the slower network ended at', () => {
  const compared = compare(armOf([2, 0.9, 0.5, 0.1]), armOf([2, 1.5, 1.2, 1]))
  expect(compared.toReach).toEqual({ loss: 1, plain: 2, dropout: 4 })
})

test('a network that never had that loss reached it never', () => {
  const { toReach } = compare(armOf([2, 1.5], { loss: 0.5 }), armOf([2, 1]))
  expect(toReach).toEqual({ loss: 1, plain: undefined, dropout: 2 })
})

test('images count as evidence where exactly one network is wrong', () => {
  const labels = Int32Array.of(0, 1, 2, 3, 4)
  const images = {
    name: 'five',
    inputs: { data: new Float32Array(5), shape: [5, 1] },
    targets: { data: labels, shape: [5] },
    classes: 10,
  }
  const plain = armOf([1], { predicted: Int32Array.of(0, 9, 9, 9, 4) })
  const dropout = armOf([1], { predicted: Int32Array.of(0, 1, 2, 9, 9) })
  expect(evidence(plain, dropout, images)).toMatchObject({ pairs: { onlyFirstRight: 1, onlySecondRight: 2 } })
})
