import { foldIn, key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { createPass } from './index.ts'

test('a key is folded along the path, name by name, and steps of time too', () => {
  const pass = createPass({ mode: 'train', key: key(3), step: 5, steps: 9, epoch: 2, row: 16 })
  const place = pass.at('block').at('dropout1', 7)
  expect(place.key).toEqual(foldIn(foldIn(foldIn(key(3), 'block'), 'dropout1'), 7))
  expect(pass.at('block', 'dropout1', 7).key).toEqual(place.key)
  expect(place.key).not.toEqual(pass.at('block', 'dropout1', 8).key)
  expect(place).toMatchObject({ mode: 'train', step: 5, steps: 9, epoch: 2, row: 16, path: 'block/dropout1/7' })
})

test('a further run of the model has draws of its own at the same paths', () => {
  const reports: unknown[] = []
  const pass = createPass({ mode: 'train', key: key(3), row: 4, onReport: (...report) => reports.push(report) })
  const second = pass.ofRun(1)
  expect(pass.ofRun(0)).toBe(pass)
  expect([second.key, second.path, second.row]).toEqual([pass.at(1).key, '', 4])
  expect(second.at('a').key).toEqual(pass.at(1, 'a').key)
  expect(pass.at('a').ofRun(2).at('b')).toMatchObject({ path: 'a/b', key: pass.at('a', 2, 'b').key })
  second.at('a').report('keep', 0.5)
  expect(reports).toEqual([['a', 'keep', 0.5]])
  const full = createPass({ mode: 'evaluate' })
  expect(full.ofRun(3)).toBe(full)
  expect(() => pass.ofRun(-1)).toThrow('ofRun was given the run -1')
})

test('a list of rows is copied and does not change; it can be a typed array', () => {
  const given = [7, 0, 7, 2 ** 40]
  const pass = createPass({ mode: 'sample', key: key(1), row: given })
  given[0] = 5
  expect(pass.row).toEqual([7, 0, 7, 2 ** 40])
  expect(() => (pass.at('a').row as number[]).push(1)).toThrow(TypeError)
  expect(createPass({ mode: 'evaluate', row: Int32Array.of(3, 1) }).row).toEqual([3, 1])
  expect(createPass({ mode: 'evaluate', row: [] }).row).toEqual([])
  for (const [row, message] of [
    [[0, -1], 'createPass was given a list of rows with -1 at 1; its rows are integers from 0, one for each example.'],
    [[0.5], 'a list of rows with 0.5 at 0'],
    ['3', 'createPass was given the row "3"; it is the index of the batch'],
    [null, 'createPass was given the row null'],
    [{ length: 2 }, 'createPass was given the row'],
  ] as const)
    expect(() => createPass({ mode: 'train', row: row as never })).toThrow(message)
})

test('reports carry the path', () => {
  const reports: unknown[] = []
  const pass = createPass({ mode: 'evaluate', onReport: (...report) => reports.push(report) })
  pass.at('a', 'b').report('penalty', 3)
  expect(reports).toEqual([['a/b', 'penalty', 3]])
})

test('a mode that does not exist and a row that is none are refused', () => {
  expect(() => createPass({ mode: 'eval' as never })).toThrow(
    'createPass was given the mode "eval"; it is train, evaluate or sample.',
  )
  for (const row of [-1, 1.5, Number.NaN]) {
    expect(() => createPass({ mode: 'train', row })).toThrow(`createPass was given the row ${row}`)
  }
})
