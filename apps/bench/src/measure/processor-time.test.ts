import { expect, test } from 'vitest'
import { medianOf } from './median-of.ts'
import { noiseNote } from './noise.ts'
import { machineTime, processTime } from './processor-time.ts'

const files: Record<string, string> = {
  '/proc/stat': 'cpu  100 10 30 5000 7 2 3 5 0 0\ncpu0 50 5 15 2500 3 1 1 2 0 0\n',
  // pid (name) state parent …: user, system and those of ended children are fields 14 to 17.
  '/proc/10/stat': '10 (node) S 1 1 1 0 -1 0 0 0 0 0 100 20 3 4 20 0',
  '/proc/11/stat': '11 (a (strange) name) S 10 1 1 0 -1 0 0 0 0 0 1000 200 0 0 20 0',
  '/proc/12/stat': '12 (grandchild) S 11 1 1 0 -1 0 0 0 0 0 5 5 0 0 20 0',
  '/proc/20/stat': '20 (other) S 1 1 1 0 -1 0 0 0 0 0 7777 0 0 0 20 0',
}

const read = (path: string): string => {
  const text = files[path]
  if (text === undefined) throw new Error(`no ${path}`)
  return text
}

test('the time of the machine is all but idling and waiting, of all processors', () => {
  expect(machineTime(read)).toBe(10 * (100 + 10 + 30 + 2 + 3 + 5))
  expect(machineTime(() => 'something else')).toBeUndefined()
  expect(
    machineTime(() => {
      throw new Error('no /proc here')
    }),
  ).toBeUndefined()
})

test('the time of a process is its own, that of its descendants and that of children that have ended', () => {
  const all = () => [10, 11, 12, 20, 99]
  expect(processTime([10], all, read)).toBe(10 * (127 + 1200 + 10))
  expect(processTime([11], all, read)).toBe(10 * (1200 + 10))
  expect(processTime([10, 11], all, read)).toBe(processTime([10], all, read))
  expect(processTime([99], all, read)).toBe(0)
})

test('this process has used time, and no more than the machine', () => {
  const machine = machineTime()
  if (machine === undefined) return
  const own = processTime([process.pid])
  expect(own).toBeGreaterThan(0)
  expect(own).toBeLessThanOrEqual(machine)
})

test('a row says so where others used a tenth of a processor or more', () => {
  expect(noiseNote(0.1)).toBe('')
  expect(noiseNote(0.25)).toBe('noise: other programs used 0.25 processors')
})

test('the median', () => {
  expect(medianOf([3, 1, 100])).toBe(3)
  expect(medianOf([4, 1, 100, 2])).toBe(3)
  expect(medianOf([10, 9, 2])).toBe(9)
  expect(() => medianOf([])).toThrow('there is no median of nothing')
})
