import { expect, test } from 'vitest'
import {
  parseBackend,
  parseFraction,
  parseHidden,
  parseInteger,
  parseKeep,
  parseNames,
  parsePositive,
  parseSeed,
  parseTask,
  parseWords,
} from './parse-options.ts'
import { defaults, keepPerLayer, runSettings, settingsOf, tableDefaults } from './settings.ts'

test('every layer has a keep', () => {
  expect(keepPerLayer([0.5], [8, 8])).toEqual([1, 0.5, 0.5])
  expect(keepPerLayer([0.8, 0.5], [8, 8, 8])).toEqual([0.8, 0.5, 0.5, 0.5])
  expect(keepPerLayer([0.9, 0.8, 0.7], [8, 8])).toEqual([0.9, 0.8, 0.7])
  expect(() => keepPerLayer([0.9, 0.8, 0.7, 0.6], [8, 8])).toThrow('--keep was given 4 entries; with 2 hidden layers')
})

test('options that cannot be used are refused in one line', () => {
  expect(parseHidden('512,256')).toEqual([512, 256])
  expect(parseKeep('0.8,1')).toEqual([0.8, 1])
  for (const wrong of ['0', '2', '', 'half', 'NaN', '-0.5'])
    expect(() => parseKeep(wrong)).toThrow(`--keep was given "${wrong}"`)
  for (const wrong of ['0', '1.5', '', 'x'])
    expect(() => parseInteger('--epochs', 1)(wrong)).toThrow(
      `--epochs was given "${wrong}"; it takes an integer from 1.`,
    )
  for (const wrong of ['0', '-1', 'Infinity', ''])
    expect(() => parsePositive('--max-norm')(wrong)).toThrow('it takes a number above 0')
  for (const wrong of ['1', '-0.1', ''])
    expect(() => parseFraction('--momentum')(wrong)).toThrow('it takes a number from 0 to below 1')
  expect(['wasm', 'reference'].map(parseBackend)).toEqual(['wasm', 'reference'])
  for (const wrong of ['', 'WASM', 'webgpu'])
    expect(() => parseBackend(wrong)).toThrow(`--backend was given "${wrong}"; it takes wasm or reference.`)
  expect(() => parseHidden('8,,8')).toThrow('--hidden was given ""')
})

test('a seed is an integer that keeps its value, or a word', () => {
  expect(['0', '-7', '+3', 'autumn', 'été', '9007199254740991'].map(parseSeed)).toEqual([
    0,
    -7,
    3,
    'autumn',
    'été',
    9007199254740991,
  ])
  for (const integer of ['9007199254740993', '18446744073709551615', '-9223372036854775808'])
    expect(parseSeed(integer)).toBe(BigInt(integer))
  for (const wrong of [
    '',
    ' ',
    '1.5',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '18446744073709551616',
    '-9223372036854775809',
  ])
    expect(() => parseSeed(wrong)).toThrow(`--seed was given "${wrong}"; it takes an integer from -2^63 to 2^64 - 1`)
})

test('names of columns may be quoted, words are trimmed', () => {
  expect(parseNames('a, "b, c",d')).toEqual(['a', 'b, c', 'd'])
  expect(parseNames('a;b')).toEqual(['a;b'])
  for (const wrong of ['', 'a,,b', '"a']) expect(() => parseNames(wrong)).toThrow(`--drop was given "${wrong}"`)
  expect(parseWords('-, none')).toEqual(['-', 'none'])
  expect(parseTask('regression')).toBe('regression')
  expect(() => parseTask('binary')).toThrow('--task was given "binary"; it takes classification or regression.')
})

test('settings have a keep for every layer, and at least one below 1', () => {
  expect(settingsOf({})).toEqual({ ...defaults, keep: [0.8, 0.5, 0.5] })
  expect(settingsOf({ maxNorm: 2 }).maxNorm).toBe(2)
  expect(() => settingsOf({ keep: [1] })).toThrow('both networks would be equal')
})

test('a table has defaults of its own, some by its size', () => {
  const table = { csv: 'a.csv', target: 'y', task: undefined, drop: [], missing: [] }
  const settings = settingsOf({ csv: 'a.csv', target: 'y', hidden: [8] })
  expect(settings).toEqual({ ...tableDefaults, table, hidden: [8], keep: [1, 0.5] })
  const sizes = [10, 100, 1000, 100_000].map((train) => runSettings(settings, train, 'wasm'))
  expect(sizes.map(({ epochs, batchSize }) => [epochs, batchSize])).toEqual([
    [200, 32],
    [200, 32],
    [94, 64],
    [20, 256],
  ])
  expect(runSettings({ ...settings, epochs: 3, batchSize: 7 }, 10, 'wasm')).toMatchObject({ epochs: 3, batchSize: 7 })
})

test('options of tables go together', () => {
  expect(() => settingsOf({ csv: 'a.csv' })).toThrow('--csv was given without --target')
  expect(() => settingsOf({ target: 'y' })).toThrow('--target is an option of tables')
  expect(() => settingsOf({ drop: ['x'] })).toThrow('--drop is an option of tables')
  expect(() => settingsOf({ csv: 'a.csv', target: 'y', data: 'mnist' })).toThrow('--csv and --data were both given')
})
