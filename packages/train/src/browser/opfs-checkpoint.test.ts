import { twoMoons } from '@thinned/data'
import { linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { afterEach, expect, test, vi } from 'vitest'
import { browserError, newOrigin, type Origin, openTab, type Tab } from '../../test/browser-storage.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import { opfsCheckpoint } from './opfs-checkpoint.ts'

afterEach(() => vi.unstubAllGlobals())

const bytesOf = (seed: number): Uint8Array => Uint8Array.from({ length: 300 }, (_, i) => (i * seed) % 251)

/** What a fresh tab finds. */
async function found(origin: Origin, tab: Tab = {}): Promise<Uint8Array | undefined> {
  openTab(origin, tab)
  return opfsCheckpoint('run').load()
}

const TABS: readonly Tab[] = [
  { files: 'stream' },
  { files: 'sync' },
  { files: 'none' },
  { files: 'absent' },
  { files: 'refused' },
]

test.each(TABS)('what was saved last is loaded: %o', async (tab) => {
  const origin = newOrigin()
  openTab(origin, tab)
  const store = opfsCheckpoint('run')
  expect(await store.load()).toBeUndefined()
  for (const seed of [1, 2, 3]) {
    await store.save(bytesOf(seed))
    expect(await opfsCheckpoint('run').load()).toEqual(bytesOf(seed))
  }
  await opfsCheckpoint('run').save(bytesOf(4))
  await store.save(bytesOf(5))
  await store.sibling!('best-1').save(bytesOf(6))
  expect(await found(origin, tab)).toEqual(bytesOf(5))
  expect(await opfsCheckpoint('run.best-1').load()).toEqual(bytesOf(6))
  expect(await opfsCheckpoint('other').load()).toBeUndefined()
  expect(origin.files.size > 0).toBe(tab.files === 'stream' || tab.files === 'sync' || tab.files === 'none')
})

test('an empty load makes nothing', async () => {
  const origin = newOrigin()
  expect(await found(origin)).toBeUndefined()
  expect(origin).toEqual(newOrigin())
})

test.each(TABS)('a tab that dies at any step of a save leaves the save before, or the new one: %o', async (tab) => {
  const endings = new Set<number | undefined>()
  for (const before of [0, 1, 2, 3])
    for (let diesAt = 1; ; diesAt++) {
      const origin = newOrigin()
      openTab(origin, tab)
      for (let seed = 1; seed <= before; seed++) await opfsCheckpoint('run').save(bytesOf(seed))
      const steps = openTab(origin, { ...tab, diesAt })
      const saving = opfsCheckpoint('run').save(bytesOf(9))
      const ended = await Promise.race([
        saving.then(
          () => 'saved',
          () => 'died',
        ),
        new Promise((end) => setTimeout(end, 2)),
      ])
      origin.locks.clear()
      const after = await found(origin, tab)
      const old = before === 0 ? undefined : bytesOf(before)
      if (ended === 'saved') expect(after).toEqual(bytesOf(9))
      else expect([old, bytesOf(9)]).toContainEqual(after)
      endings.add(after?.[1])
      // The next save, after what was left behind, is whole too.
      await opfsCheckpoint('run').save(bytesOf(7))
      expect(await found(origin, tab)).toEqual(bytesOf(7))
      if (ended === 'saved') break
      expect(steps()).toBeGreaterThanOrEqual(diesAt)
    }
  expect(endings).toEqual(new Set([undefined, 1, 2, 3, 9]))
})

test('a file of which any byte was changed, or that was cut off, gives the save before', async () => {
  const origin = newOrigin()
  openTab(origin)
  for (const seed of [1, 2]) await opfsCheckpoint('run').save(bytesOf(seed))
  const whole = origin.files.get('run.1')!
  for (let at = 0; at < whole.length; at += 7) {
    origin.files.set('run.1', whole.with(at, whole[at]! ^ 1))
    expect(await found(origin)).toEqual(bytesOf(1))
    origin.files.set('run.1', whole.slice(0, at))
    expect(await found(origin)).toEqual(bytesOf(1))
  }
})

test('temporary files that a browser left are removed, and no others', async () => {
  const origin = newOrigin()
  openTab(origin)
  await opfsCheckpoint('run').save(bytesOf(1))
  const others = ['run.2.0.crswap', 'run.0.0.crswap', 'run.best-1.0.crswap', 'other.0.crswap', 'run.0.crswap.0']
  for (const name of ['run.0.crswap', 'run.1.crswap', ...others]) origin.files.set(name, bytesOf(2))
  expect(await found(origin)).toEqual(bytesOf(1))
  expect([...origin.files.keys()]).toEqual(['run.0', ...others])
})

test('what one context keeps in files and another in the database is one checkpoint', async () => {
  const origin = newOrigin()
  const save = async (tab: Tab, seed: number): Promise<void> => {
    openTab(origin, tab)
    await opfsCheckpoint('run').save(bytesOf(seed))
  }
  await save({ files: 'sync' }, 1)
  expect(await found(origin, { files: 'none' })).toEqual(bytesOf(1))
  await save({ files: 'none' }, 2)
  expect(await found(origin, { files: 'stream' })).toEqual(bytesOf(2))
  await save({ files: 'stream' }, 3)
  expect(await found(origin, { files: 'none' })).toEqual(bytesOf(3))
  await new Promise((end) => setTimeout(end, 3))
  await save({ files: 'refused' }, 4)
  expect(await found(origin)).toEqual(bytesOf(4))
})

test('of two runs with one name the second is refused, in this thread and in another tab', async () => {
  for (const locks of [true, false]) {
    const origin = newOrigin()
    openTab(origin, { locks })
    const release = await opfsCheckpoint('run').lock!()
    await expect(opfsCheckpoint('run').lock!()).rejects.toMatchObject({
      code: 'in-use',
      message: expect.stringContaining('Another run writes the checkpoint run (in this thread)'),
    })
    await (await opfsCheckpoint('other').lock!())()
    await release()
    await (await opfsCheckpoint('run').lock!())()
  }
})

test('a run waits a second for the lock of a tab that is being closed, and no longer', async () => {
  vi.useFakeTimers()
  const origin = newOrigin()
  openTab(origin)
  let close = (): void => {}
  const closed = new Promise<void>((end) => {
    close = end
  })
  origin.locks.set('thinned-run/run', closed)
  const refused = opfsCheckpoint('run').lock!().catch((error) => error)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await refused).toMatchObject({
    name: 'TrainError',
    code: 'in-use',
    message: expect.stringContaining('(in another tab or worker)'),
  })
  const waiting = opfsCheckpoint('run').lock!()
  await vi.advanceTimersByTimeAsync(900)
  close()
  await (await waiting)()
  vi.useRealTimers()
})

test('saves at once without Web Locks are done one after another', async () => {
  const origin = newOrigin()
  openTab(origin, { locks: false })
  await Promise.all([1, 2, 3].map((seed) => opfsCheckpoint('run').save(bytesOf(seed))))
  expect(await found(origin, { locks: false })).toEqual(bytesOf(3))
})

test('a view into a larger or a shared buffer is kept alone', async () => {
  for (const files of ['stream', 'absent'] as const) {
    const origin = newOrigin()
    openTab(origin, { files })
    const shared = new Uint8Array(new SharedArrayBuffer(12), 4, 3)
    shared.set([1, 2, 3])
    for (const view of [shared, new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)]) {
      await opfsCheckpoint('run').save(view)
      expect(await found(origin, { files })).toEqual(Uint8Array.of(1, 2, 3))
    }
    if (files === 'absent') expect((origin.rows.get('run') as Uint8Array).buffer.byteLength).toBe(3)
  }
})

test.each([
  '',
  '.',
  '..',
  '.run',
  'a/b',
  'a\\b',
  'a\nb',
  'a\u0000',
  '\ud800',
  'x'.repeat(65),
  7,
  undefined,
  null,
  { name: 'run' },
])('the name %j is refused', (name) => {
  expect(() => opfsCheckpoint(name as string)).toThrow(
    "it takes a name for the checkpoint, such as 'digits': 1 to 64 characters without slashes and control characters, of which the first is no period.",
  )
})

test('where there is no browser, the run is refused before its first step', async () => {
  const store = opfsCheckpoint('run')
  for (const act of [() => store.save(bytesOf(1)), () => store.load(), () => store.lock!(), () => run('run')])
    await expect(act()).rejects.toMatchObject({
      name: 'TrainError',
      code: 'unsupported',
      message: expect.stringContaining('In Node, Deno and Bun use fileCheckpoint of @thinned/train/node'),
    })
})

test('a page that may keep nothing, and one whose room is used up, say what to do', async () => {
  openTab(newOrigin(), { files: 'refused', database: false })
  const refused = await opfsCheckpoint('run')
    .save(bytesOf(1))
    .catch((error) => error)
  expect(refused).toMatchObject({ name: 'TrainError', code: 'unsupported' })
  expect(refused.message).toContain('gives this page no storage (It was denied. There is no IndexedDB.)')
  const full = browserError('QuotaExceededError', 'It is full')
  for (const files of ['stream', 'sync', 'none'] as const) {
    const origin = newOrigin()
    openTab(origin, { files })
    await opfsCheckpoint('run').save(bytesOf(1))
    openTab(origin, { files, fails: full })
    const error = await opfsCheckpoint('run')
      .save(bytesOf(2))
      .catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'TrainError', code: 'failed' })
    expect(error.message).toMatch(
      /^The checkpoint run cannot be written: .* The browser gives this site no more room\./,
    )
    expect(await found(origin)).toEqual(bytesOf(1))
  }
})

test('a signal stops a save, and leaves what was saved last', async () => {
  for (const files of ['stream', 'absent'] as const) {
    const origin = newOrigin()
    openTab(origin, { files })
    await opfsCheckpoint('run').save(bytesOf(1))
    for (const wait of [0, 1, 3, 5]) {
      const stop = new AbortController()
      const saving = opfsCheckpoint('run').save(bytesOf(2), { signal: stop.signal })
      for (let i = 0; i < wait; i++) await Promise.resolve()
      stop.abort(new Error('enough'))
      await expect(saving).rejects.toMatchObject({ name: 'TrainError', cause: stop.signal.reason })
      expect(await opfsCheckpoint('run').load()).toEqual(bytesOf(1))
    }
  }
})

const run = (name: string, more: object = {}) =>
  fit(sequential(linear(2, 4), relu(), linear(4, 2)), {
    data: { train: twoMoons({ size: 20, key: key(1) }) },
    loss: 'crossEntropy',
    epochs: 3,
    batchSize: 10,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(2),
    checkpoint: { store: opfsCheckpoint(name) },
    ...more,
  })

test('a run that was stopped goes on in another tab, to the same bits', async () => {
  const origin = newOrigin()
  openTab(origin)
  const whole = await run('whole')
  await run('run', { callbacks: [{ epoch: () => 'stop' }] })
  openTab(origin, { files: 'none' })
  const resumed = await run('run', { resume: true })
  expect(resumed.history.map(({ loss }) => loss)).toEqual(whole.history.map(({ loss }) => loss))
})
