import { readFileSync, writeFileSync } from 'node:fs'
import { key } from '@thinned/rng'
import { random, search, uniform } from '@thinned/search'
import { temporaryFile } from '../folder.ts'
import { bytesOf, type FuzzTarget, textOf } from '../fuzz-target.ts'

const log = temporaryFile('search.jsonl')
/** Reads the log, and ends before a trial runs. */
const open = () =>
  search({
    trial: new URL('data:text/javascript,export const trial = () => 1'),
    space: { keep: uniform(0, 1) },
    strategy: random({ trials: 2 }),
    key: key(1),
    log,
    signal: AbortSignal.abort(),
  })

const record = (index: number, more: object): string =>
  `${JSON.stringify({ round: 0, index, budget: 1, settings: { keep: 0.5 }, ...more, seconds: 0.5 })}\n`

export const target: FuzzTarget = {
  async samples() {
    await open()
    const header = readFileSync(log, 'utf8')
    return [
      `${header}${record(0, { value: 0.5, details: { a: [1, { b: null }] } })}${record(1, { error: 'gone' })}`,
      `${header}${record(0, { value: 'NaN' })}{"round":0,"ind`,
    ].map(bytesOf)
  },
  async read(bytes) {
    writeFileSync(log, bytes)
    const { trials } = await open()
    return trials
  },
  json: {
    of: (bytes) =>
      textOf(bytes)
        .split('\n')
        .slice(0, 2)
        .map((line) => JSON.parse(line)),
    replace: (_, json) => bytesOf(`${json.slice(1, -1).replaceAll('},{"round"', '}\n{"round"')}\n`),
  },
  mutations: 150,
}
