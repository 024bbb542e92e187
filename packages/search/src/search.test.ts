import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldIn, key } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../test/temporary-folder.ts'
import { choice, uniform } from './dimensions/index.ts'
import type { JsonValue } from './json.ts'
import { search } from './search.ts'
import { SearchError } from './search-error.ts'
import type { SearchOptions } from './search-options.ts'
import { grid, random, successiveHalving } from './strategies/index.ts'

// Threads are started anew for each trial, on machines that may be busy.
const PATIENCE = { timeout: 60_000 }
const bowl = new URL('../test/bowl.ts', import.meta.url)
const difficult = new URL('../test/difficult.ts', import.meta.url)
const space = { keep: uniform(0.3, 1), hidden: choice([32, 64]) }
const timeless = (trials: readonly { seconds: number }[]) => trials.map(({ seconds, ...rest }) => rest)
const told = (what: readonly string[], options: Partial<SearchOptions<never>> = {}) =>
  search({ trial: difficult, space: { what: choice(what) }, strategy: grid(), key: key(1), workers: 1, ...options })

test('one worker and three give the same, in the order of the trials', PATIENCE, async () => {
  const strategy = successiveHalving({ trials: 5, eta: 2, budget: { first: 1, last: 2 } })
  const [one, three] = await Promise.all(
    [1, 3].map((workers) => search({ trial: bowl, space, strategy, key: key(3), workers })),
  )
  expect(timeless(three!.trials)).toEqual(timeless(one!.trials))
  expect(one!.trials.map(({ round, index }) => [round, index]).slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((i) => [0, i]))
  expect(one!.trials).toHaveLength(7)
  expect(one!.stopped).toBe('finished')
  expect(one!.best).toBe(one!.ranking[0])
  expect(one!.best!.round).toBe(1)
})

test("a trial's key follows from the search's and its index, in every round", PATIENCE, async () => {
  const strategy = successiveHalving({ trials: 2, eta: 2, budget: { first: 1, last: 2 } })
  const { trials } = await search({ trial: bowl, space, strategy, key: key(5) })
  for (const { index, details } of trials)
    expect(details).toEqual({ index, drawn: foldIn(foldIn(key(5), 'trial'), index) })
  expect(trials).toHaveLength(3)
})

test('a trial that fails is a result, says why, and ends nothing', PATIENCE, async () => {
  using folder = temporaryFolder()
  const log = join(folder.path, 'log.jsonl')
  const what = ['throw', 'refuse', 'exit', 'later', 'text', 'nothing', 'bigint', 'infinity', 'nan', 'timer', 'fine']
  what.push('undefined details', 'null details', 'deep details')
  const { trials, best } = await told(what, { log })
  expect(trials.map(({ error, value, details }) => error ?? [value, details])).toEqual([
    'RangeError: as planted',
    expect.stringMatching(/^SearchError: uniform was given the range from 2 to 1/),
    'The trial ended its thread, with the exit code 7.',
    'Error: outside of the trial',
    'TypeError: The trial returned good; it returns a number, or an object with a number named value.',
    expect.stringContaining('TypeError: The trial returned [object Object]; it returns'),
    expect.stringMatching(/^TypeError: .*BigInt/),
    [Infinity, { other: null }],
    [Number.NaN, undefined],
    [9, undefined],
    [10, undefined],
    ...Array(3).fill('TypeError: The trial returned details that JSON cannot hold as an object; it returns JSON data.'),
  ])
  expect(best!.index).toBe(9)
  const again = await told(what, {
    log,
    callbacks: [
      {
        trial: () => {
          throw new Error('No trial was to be run.')
        },
      },
    ],
  })
  expect(again.trials).toEqual(trials)
})

test('a callback hears of the start, of reports, of trials and of the end', PATIENCE, async () => {
  const heard: unknown[] = []
  await told(['report', 'throw'], {
    callbacks: [
      {
        start: (event) => void heard.push(event),
        report: ({ trial, progress }) => void heard.push([trial.index, progress]),
        trial: ({ record, best, done, trials }) => void heard.push([record.index, best?.index, done, trials]),
      },
      { stop: (event) => void heard.push(event) },
    ],
  })
  const steps = [0, 1, 2].map((step): JsonValue => [0, { step }])
  expect(heard).toEqual([{ trials: 2, done: 0 }, ...steps, [0, 0, 1, 2], [1, 0, 2, 2], { reason: 'finished' }])
})

describe('ended before its end', () => {
  test.each(['wait', 'deaf'])(
    'by its signal, while a trial is to %s: what has ended is kept',
    PATIENCE,
    async (what) => {
      using folder = temporaryFolder()
      const log = join(folder.path, 'log.jsonl')
      const stop = new AbortController()
      const options = { log, workers: 2, signal: stop.signal }
      let left = 2
      const maybe = (): void => {
        left--
        if (left === 0) stop.abort()
      }
      const { trials, stopped, best } = await told(['fine', what, 'fine', what, 'fine', 'fine'], {
        ...options,
        callbacks: [{ report: maybe }],
      })
      expect(stopped).toBe('aborted')
      expect(trials.map(({ index }) => index)).toEqual([0, 2])
      expect(best!.index).toBe(0)
      expect(readFileSync(log, 'utf8').trim().split('\n')).toHaveLength(3)
    },
  )

  test('by a callback', PATIENCE, async () => {
    const { trials, stopped } = await told(['fine', 'fine', 'fine'], { callbacks: [{ trial: () => 'stop' }] })
    expect([trials.length, stopped]).toEqual([1, 'callback'])
  })

  test('before it has begun', async () => {
    const { trials, best, stopped } = await told(['fine'], { signal: AbortSignal.abort() })
    expect([trials, best, stopped]).toEqual([[], undefined, 'aborted'])
  })

  test.each(['start', 'report', 'trial'])('by a callback that throws at %s', PATIENCE, async (kind) => {
    const planted = (): void => {
      throw new Error(`planted at ${kind}`)
    }
    const running = told(['report', 'deaf'], { workers: 2, callbacks: [{ [kind]: planted }] })
    await expect(running).rejects.toThrow(`planted at ${kind}`)
  })
})

test('more random trials go on with the log of fewer', PATIENCE, async () => {
  using folder = temporaryFolder()
  const options = { trial: bowl, space, key: key(9), log: join(folder.path, 'log.jsonl') }
  const few = await search({ ...options, strategy: random({ trials: 2 }) })
  const ended: number[] = []
  const callbacks = [{ trial: ({ record }: { record: { index: number } }) => void ended.push(record.index) }]
  const more = await search({ ...options, strategy: random({ trials: 4 }), callbacks })
  expect(ended.sort()).toEqual([2, 3])
  expect(more.trials.slice(0, 2)).toEqual(few.trials)
  const other = search({ ...options, key: key(10), mode: 'max', strategy: grid({ points: 2 }) })
  await expect(other).rejects.toThrow(
    'belongs to another search: strategy.name was "random" and is "grid"; key was [0,9] and is [0,10]; mode was "min" and is "max"; strategy.points was absent and is 2.',
  )
})

test('messages that a trial posts itself count for nothing', PATIENCE, async () => {
  const { trials } = await told(['fine', 'posts'])
  expect(trials.map(({ value }) => value)).toEqual([0, 1])
})

test('what callbacks promise is waited for: an error ends the search, and stop stops it', PATIENCE, async () => {
  for (const kind of ['start', 'report', 'trial', 'stop'] as const) {
    const planted = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      throw new Error(`planted at ${kind}`)
    }
    await expect(told(['report', 'fine'], { callbacks: [{ [kind]: planted }] })).rejects.toThrow(`planted at ${kind}`)
  }
  const { trials, stopped } = await told(['fine', 'fine'], { callbacks: [{ trial: async () => 'stop' as const }] })
  expect([trials.length, stopped]).toEqual([1, 'callback'])
})

test('a trial of another plan in the log is refused, and the log stays as it is', PATIENCE, async () => {
  using folder = temporaryFolder()
  const log = join(folder.path, 'log.jsonl')
  const run = () =>
    search({ trial: bowl, space: { keep: choice([0.5]), hidden: choice([32]) }, strategy: grid(), key: key(9), log })
  await run()
  const [header, line] = readFileSync(log, 'utf8').split('\n')
  const changed = `${header}\n${line!.replace('"keep":0.5', '"keep":0.4')}\n`
  writeFileSync(log, changed)
  await expect(run()).rejects.toThrow(
    'The log holds trial 0 of round 0 with another plan: settings.keep was 0.4 and is 0.5. Delete its line, and the trial runs again.',
  )
  expect(readFileSync(log, 'utf8')).toBe(changed)
})

test('a module without a trial ends the search, and says why', PATIENCE, async () => {
  const at = (trial: URL) => search({ trial, space, strategy: random({ trials: 3 }), key: key(1), workers: 2 })
  const nowhere = new URL('../test/nowhere.ts', import.meta.url)
  await expect(at(nowhere)).rejects.toThrow(/^The trial file:.*nowhere\.ts cannot be run: .*Cannot find module/)
  await expect(at(new URL('../test/no-trial.ts', import.meta.url))).rejects.toThrow(
    'no-trial.ts cannot be run: it exports no function named trial, and none by default.',
  )
  await expect(at(nowhere)).rejects.toThrow(SearchError)
})

test('options without sense are refused', async () => {
  const options = { trial: bowl, space, strategy: random({ trials: 1 }), key: key(1) }
  const refused: readonly (readonly [object, string])[] = [
    [{ trial: './bowl.ts' }, 'search was given trial "./bowl.ts"; it takes the URL of a module, such as new URL('],
    [{ space: {} }, 'search was given no settings; give it a space'],
    [{ space: { keep: [0.5, 0.7] } }, 'One of these is choice([0.5,0.7]).'],
    [
      { space: { keep: 0.5 } },
      'search was given space.keep 0.5; it takes uniform, logUniform, integer or choice. A fixed one is choice([0.5]).',
    ],
    [{ space: { act: 'relu' } }, 'search was given space.act "relu"; it takes uniform'],
    [{ space: [] }, 'search was given space []; it takes an object of dimensions'],
    [{ strategy: undefined }, 'search was given no strategy; it takes a strategy, such as random({ trials: 20 }).'],
    [{ strategy: random }, 'search was given strategy the function random; it takes a strategy, such as'],
    [{ key: undefined }, 'search was given no key; it takes a key, such as key(42).'],
    [{ mode: 'larger' }, `search was given mode "larger"; it takes 'min' or 'max'.`],
    [{ callbacks: [{ onTrialEnd() {} }] }, 'onTrialEnd is not an option of a callback'],
    [{ callbacks: [() => {}] }, 'search was given callbacks[0] a function; it takes an object of functions'],
    [{ signal: 'x' }, 'search was given signal "x"; it takes the signal of an AbortController.'],
    [{ workers: 0 }, 'search was given workers 0; it takes an integer from 1.'],
  ]
  for (const [wrong, sentence] of refused)
    await expect(search({ ...options, ...wrong } as typeof options)).rejects.toThrow(sentence)
})

test('a program from text with flags that threads refuse runs trials', PATIENCE, () => {
  const index = new URL('./index.ts', import.meta.url).href
  const program = `import { choice, grid, search } from ${JSON.stringify(index)}
    const trial = new URL('data:text/javascript,export const trial = () => 7')
    const { best } = await search({ trial, space: { x: choice([1]) }, strategy: grid(), key: [0, 1], workers: 1 })
    console.log(best.value)`
  const flags = ['--conditions=@thinned/source', '--expose-gc', '--max-old-space-size=512', '--input-type=module']
  const { stdout, stderr } = spawnSync(process.execPath, flags, { input: program, encoding: 'utf8' })
  expect([stderr, stdout]).toEqual(['', '7\n'])
})
