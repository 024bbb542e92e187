import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { killer, listenedRun, PER_EPOCH } from '../../test/listened-run.ts'
import { memoryStore } from '../../test/memory-store.ts'
import { type ReadEvent, readEvents } from '../../test/read-events.ts'
import { tensorBoardLogger } from './tensor-board-logger.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-events-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const files = () => readdirSync(folder).sort()
const read = (file: string) => readEvents(readFileSync(join(folder, file)))
/** What TensorBoard shows of a tag: [step, value]. A session that starts takes away what other files have from its step on. */
function shown(tag: string): (readonly [number, number])[] {
  const points = new Map<number, number>()
  for (const { step, session, scalars } of files().flatMap(read)) {
    if (session === 1) for (const old of points.keys()) if (old >= step) points.delete(old)
    if (scalars && tag in scalars) points.set(step, scalars[tag]!)
  }
  return [...points]
}

test('losses of steps, validations and epochs, by the steps taken, in float32', async () => {
  const { history, validations } = await listenedRun([tensorBoardLogger(folder)])
  expect(files()).toHaveLength(1)
  const events = read(files()[0]!)
  expect(events[0]).toMatchObject({ step: 0, version: 'brain.Event:2' })
  const now = Date.now() / 1000
  for (const { wallTime } of events) expect(Math.abs(wallTime - now)).toBeLessThan(60)
  expect(shown('step/loss').map(([step]) => step)).toEqual(Array.from({ length: 4 * PER_EPOCH }, (_, i) => i + 1))
  expect(shown('epoch/loss')).toEqual(history.map(({ loss }, i) => [(i + 1) * PER_EPOCH, Math.fround(loss)]))
  expect(shown('epoch/keep/thin1')).toEqual(history.map((_, i) => [(i + 1) * PER_EPOCH, Math.fround(0.8)]))
  expect(shown('validation/loss')).toEqual(validations.map(({ step, loss }) => [step, Math.fround(loss)]))
  expect(events.some(({ scalars = {} }: ReadEvent) => 'epoch/epoch' in scalars)).toBe(false)
})

test('a run that goes on in a file of its own shows the curves of one that was not interrupted', async () => {
  await listenedRun([tensorBoardLogger(folder)])
  const tags = ['step/loss', 'epoch/thinnedLoss', 'validation/error']
  const whole = tags.map(shown)
  rmSync(join(folder, files()[0]!))
  const store = memoryStore()
  const save = async (bytes: Uint8Array) => void (store.saved.length === 0 && store.saved.push(bytes))
  const dying = listenedRun([tensorBoardLogger(folder), killer(3 * PER_EPOCH + 1)], { store: { ...store, save } })
  await expect(dying).rejects.toThrow('killed')
  await listenedRun([tensorBoardLogger(folder)], { store, resume: true })
  expect(files()).toHaveLength(2)
  expect(read(files()[1]!)[1]).toMatchObject({ session: 1, step: 2 * PER_EPOCH + 1 })
  expect(tags.map(shown)).toEqual(whole)
})

test('fewer losses of steps where fewer are asked for; the file after all others', async () => {
  writeFileSync(join(folder, 'events.out.tfevents.9999999998.elsewhere'), '')
  await listenedRun([tensorBoardLogger(folder, { everySteps: 5 })])
  expect(files()[1]).toMatch(/^events\.out\.tfevents\.9999999999\./)
  expect(shown('step/loss').map(([step]) => step)).toEqual([5, 10])
  expect(() => tensorBoardLogger(folder, { everySteps: 0 })).toThrow(
    'tensorBoardLogger was given everySteps 0; it takes an integer from 1.',
  )
})
