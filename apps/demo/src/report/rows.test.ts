import { expect, test } from 'vitest'
import { armOf } from '../../test/arm-of.ts'
import { rows } from './rows.ts'

test('every number of both networks has its row', () => {
  const plain = armOf([2, 0.25])
  const dropout = armOf([2, 1], { testError: 0.03, seconds: 20, backend: 'reference' })
  expect(rows({ plain, dropout, toReach: { loss: 1, plain: 2, dropout: undefined } })).toEqual([
    ['training error', '1.00 %', '1.00 %'],
    ['test error', '4.25 %', '3.00 %'],
    ['gap', '3.25 %', '3.25 %'],
    ['training loss, full network', '0.2500', '1.0000'],
    ['training loss, thinned network', '0.5000', '2.0000'],
    ['epochs to a training loss of 1.000', '2', 'never'],
    ['time', '12.3 s', '20.0 s'],
    ['backend', 'wasm', 'reference'],
  ])
})
