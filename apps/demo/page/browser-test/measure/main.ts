/**
 * Measures the page, built now: how soon it paints and trains, what its frames take while it trains, and what is transferred.
 *
 *     npx -y pnpm@12 --filter @thinned-apps/demo measure-page [path of the browser] [--runs 3] [--seconds 5] [--built]
 *
 * Each time is the median of the runs, each in a fresh context. A processor that is throttled to a quarter stands for a phone; workers are not throttled.
 */
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { builtPage, launch } from '../browser.ts'
import { type Host, servePage } from '../serve.ts'
import { transferred } from './transferred.ts'
import { type Timing, visitTimed } from './visit-timed.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    built: { type: 'boolean', default: false },
  },
})

const SETTINGS: readonly { readonly name: string; readonly host: Host; readonly slowdown: number }[] = [
  { name: 'threads', host: 'threads', slowdown: 1 },
  { name: 'one thread', host: 'plain', slowdown: 1 },
  { name: 'WebAssembly refused', host: 'no-wasm', slowdown: 1 },
  { name: 'threads, throttled ×4', host: 'threads', slowdown: 4 },
  { name: 'one thread, throttled ×4', host: 'plain', slowdown: 4 },
]

const ROWS: readonly (readonly [keyof Timing, string, number])[] = [
  ['firstPaint', 'first paint, ms', 0],
  ['firstContent', 'first content, ms', 0],
  ['firstFrame', 'first training frame, ms', 0],
  ['steps', 'training steps in a second', 0],
  ['frameMedian', 'frame, median, ms', 1],
  ['frame95', 'frame, 95th percentile, ms', 1],
  ['frameMax', 'frame, longest, ms', 1],
  ['missed', 'frames that came late, %', 1],
  ['work', 'work of the page in a frame, mean, ms', 1],
  ['overlong', 'tasks of the page over 16.7 ms', 0],
  ['longTasks', 'tasks of the page over 50 ms', 0],
  ['longest', 'longest task of the page, ms', 0],
]

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const plain = { style: { head: [], border: [] }, chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } }

const folder = builtPage(values.built)
const server = await servePage(folder)
const browser = await launch(positionals[0])
try {
  const columns: Timing[][] = []
  for (const { host, slowdown } of SETTINGS) {
    const timings: Timing[] = []
    for (let run = 0; run < Number(values.runs); run++)
      timings.push(await visitTimed(browser, server.at(host, '#twins'), slowdown, Number(values.seconds)))
    columns.push(timings)
  }
  const times = new Table({ head: ['', ...SETTINGS.map(({ name }) => name)], ...plain })
  for (const [key, name, digits] of ROWS)
    times.push([name, ...columns.map((timings) => median(timings.map((timing) => timing[key])).toFixed(digits))])
  console.log(`${browser.version()}, ${values.runs} runs, frames of ${values.seconds} s of training\n${times}`)

  const bytes = new Table({ head: ['KB, gzip', 'page', 'workers'], ...plain })
  const kilobytes = (size: number): string => (size === 0 ? '' : (size / 1000).toFixed(1))
  for (const { name, page, workers } of transferred(folder)) bytes.push([name, kilobytes(page), kilobytes(workers)])
  console.log(`${bytes}`)
} finally {
  await browser.close()
  server.close()
}
