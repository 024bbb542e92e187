import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { fingerprint } from '../../dataset/fingerprint.ts'
import { parseCsv } from '../../formats/csv/parse-csv.ts'
import { missingRows } from '../../table/table.ts'
import { greenhouse } from './greenhouse.ts'
import { grow, type Plant } from './grow.ts'

const text = greenhouse({ size: 4000, key: key(1) })
const table = parseCsv(text)

test('the text is frozen, and a plant follows from the key and its number alone', () => {
  const codes = Int32Array.from(greenhouse({ size: 300, key: key(0) }), (character) => character.charCodeAt(0))
  const data = { data: codes, shape: [codes.length] }
  expect(fingerprint({ name: 'text', inputs: data, targets: data })).toBe('1a4092e184a4b0ef60b2bc343f21cfee')
  expect(text.startsWith(greenhouse({ size: 3, key: key(1) }))).toBe(true)
  expect(greenhouse({ size: 0, key: key(1) }).split('\n')).toHaveLength(2)
  expect(() => greenhouse({ size: -1, key: key(1) })).toThrow(
    'greenhouse was given size -1; it takes an integer from 0.',
  )
})

test('its columns are read as what they are', () => {
  const kinds = table.columns.map((column) => [
    column.name,
    column.kind === 'number' ? 'number' : column.categories.join(' '),
  ])
  expect(Object.fromEntries(kinds)).toEqual({
    crop: 'basil cucumber pepper tomato',
    soil: 'coir loam peat',
    light: 'number',
    temperature: 'number',
    humidity: 'number',
    water: 'number',
    nitrogen: 'number',
    spacing: 'number',
    grade: 'A B C',
  })
})

/** Bounds of 5 standard errors, which a right generator misses once in 1.7 · 10^6 tries each. */
test('values are missing as often as is said', () => {
  const expected = { soil: 0.05, light: 0.03, humidity: 0.05, nitrogen: 0.3 * 0.35 + 0.7 * 0.06 }
  for (const column of table.columns) {
    const share = expected[column.name as keyof typeof expected] ?? 0
    const bound = 5 * Math.sqrt((share * (1 - share)) / table.rows)
    expect(Math.abs(missingRows(column).length / table.rows - share)).toBeLessThanOrEqual(bound)
  }
})

test('every grade is common, and things depend on one another', () => {
  const grades = table.columns.at(-1)!
  for (const grade of [0, 1, 2]) {
    const count = grades.kind === 'category' ? grades.codes.filter((code) => code === grade).length : 0
    expect(count / table.rows).toBeGreaterThan(0.15)
  }
  const plant: Plant = {
    crop: 'tomato',
    soil: 'loam',
    light: 25,
    temperature: 22,
    humidity: 65,
    water: 1.6,
    nitrogen: 190,
    spacing: 40,
    careless: false,
  }
  expect(grow(plant)).toBeGreaterThan(0.55)
  for (const worse of [
    { temperature: 32 },
    { light: 8 },
    { humidity: 95 },
    { water: 0.6 },
    { water: 3.2 },
    { nitrogen: 40 },
    { careless: true },
  ])
    expect(grow({ ...plant, ...worse })).toBeLessThan(0.8 * grow(plant))
  const damp = { ...plant, humidity: 88 }
  expect(grow({ ...damp, spacing: 60 })).toBeGreaterThan(1.5 * grow({ ...damp, spacing: 20 }))
  const hot = { ...plant, temperature: 26 }
  expect(grow({ ...hot, crop: 'cucumber', water: 2.2 })).toBeGreaterThan(grow({ ...hot, water: 2.2 }))
})
