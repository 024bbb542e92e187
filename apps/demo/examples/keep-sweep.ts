/**
 * How much to keep: a grid of keep probabilities for the pixels and the hidden units of a network on 500 handwritten digits.
 *
 *     node --conditions=@thinned/source apps/demo/examples/keep-sweep.ts
 *
 *     --log <file>   a log of the trials: an interrupted sweep continues from it
 *     --small        a sweep of seconds: a smoke test
 */
import { parseArgs } from 'node:util'
import { key } from '@thinned/rng'
import { choice, formatTrials, grid, search, searchProgress, sensitivity, uniform } from '@thinned/search'

const { values } = parseArgs({ options: { log: { type: 'string' }, small: { type: 'boolean', default: false } } })
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const { trials, ranking, stopped } = await search({
  trial: new URL('./keep-sweep/trial.ts', import.meta.url),
  space: {
    input: choice([0.6, 0.8, 1]),
    hidden: uniform(0.3, 1),
    images: choice([values.small ? 50 : 500]),
  },
  strategy: grid({ points: values.small ? 2 : 8, budget: values.small ? 1 : 40 }),
  key: key('keep sweep'),
  signal: stop.signal,
  callbacks: [searchProgress(process.stderr)],
  ...(values.log ? { log: values.log } : {}),
})
console.log(formatTrials(ranking, { rows: 10 }))

const without = trials.find(({ settings: { input, hidden } }) => input === 1 && hidden === 1)
const percent = (error: number | undefined): string => `${(100 * (error ?? Number.NaN)).toFixed(2)} %`
console.log(
  `Without dropout the validation error is ${percent(without?.value)}, with the best keeps ${percent(ranking[0]?.value)}.`,
)
const { input, hidden } = sensitivity(trials)
console.log(
  `Keep at the input explains ${input!.toFixed(2)} of the ranks, keep of the hidden units ${hidden!.toFixed(2)}.`,
)
if (stopped !== 'finished') console.log('The sweep was stopped; the same command with --log continues it.')
