import { expect, test } from 'vitest'
import { parseCount, parseFraction, parseHidden, parseKeep, parsePositive, spreadKeep } from './settings.ts'

test('keep is spread over the layers', () => {
  expect(spreadKeep([0.5], [8, 8])).toEqual([1, 0.5, 0.5])
  expect(spreadKeep([0.8, 0.5], [8, 8, 8])).toEqual([0.8, 0.5, 0.5, 0.5])
  expect(spreadKeep([0.9, 0.8, 0.7], [8, 8])).toEqual([0.9, 0.8, 0.7])
  expect(() => spreadKeep([0.9, 0.8, 0.7, 0.6], [8, 8])).toThrow('--keep was given 4 entries; with 2 hidden layers')
})

test('options that cannot be used are refused in one line', () => {
  expect(parseHidden('512,256')).toEqual([512, 256])
  expect(parseKeep('0.8,1')).toEqual([0.8, 1])
  for (const wrong of ['0', '2', '', 'half', 'NaN', '-0.5'])
    expect(() => parseKeep(wrong)).toThrow(`--keep was given "${wrong}"`)
  for (const wrong of ['0', '1.5', '', 'x'])
    expect(() => parseCount('--epochs', 1)(wrong)).toThrow(`--epochs was given "${wrong}"; it takes an integer from 1.`)
  for (const wrong of ['0', '-1', 'Infinity', ''])
    expect(() => parsePositive('--max-norm')(wrong)).toThrow('it takes a number above 0')
  for (const wrong of ['1', '-0.1', ''])
    expect(() => parseFraction('--momentum')(wrong)).toThrow('it takes a number from 0 to below 1')
  expect(() => parseHidden('8,,8')).toThrow('--hidden was given ""')
})
