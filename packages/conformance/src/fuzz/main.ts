import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { type Finding, type FuzzCounts, TARGETS } from './fuzz.ts'
import type { FuzzWork } from './fuzz-thread.ts'

const HELP = `Attacks every reader of files with damaged and hostile ones.

  --mutations n   in all, default 100000
  --target name   one reader: ${TARGETS.join(', ')}
  --seed n        default: drawn; the same seed makes the same mutations
  --from n        the number of the first mutation of each reader, to see a finding again
`
const { values } = parseArgs({
  options: {
    mutations: { type: 'string', default: '100000' },
    target: { type: 'string', multiple: true },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(HELP)
  process.exit()
}

/** Mutations of one thread, which is replaced then. */
const PART = 5000
/** A reader that takes longer hangs. A thread needs a while to start, where the machine is busy. */
const HANG_MILLISECONDS = 20_000
const START_MILLISECONDS = 120_000

const targets = values.target ?? TARGETS
const seed = Number(values.seed ?? Math.floor(Date.now() % 2147483648))
const each = Math.ceil(Number(values.mutations) / targets.length)
process.stdout.write(`seed ${seed}, ${each} mutations of each of ${targets.length} readers\n`)

type Result = { findings: Finding[]; counts: FuzzCounts }

/** Runs a part of the mutations in a thread, which is ended where a reader hangs. */
async function run(name: string, from: number, mutations: number): Promise<Result> {
  const current = new Int32Array(new SharedArrayBuffer(4)).fill(-1)
  const work: FuzzWork = { name, seed, from, mutations, current }
  const worker = new Worker(new URL('./fuzz-thread.ts', import.meta.url), { workerData: work })
  let [last, since] = [-1, Date.now()]
  const fail = (what: string): Result => ({
    findings: [{ target: name, mutation: Atomics.load(current, 0), what }],
    counts: { same: 0, other: 0, refused: 0 },
  })
  const watch = new Promise<Result>((resolve) => {
    const timer = setInterval(() => {
      if (Atomics.load(current, 0) !== last) [last, since] = [Atomics.load(current, 0), Date.now()]
      if (Date.now() - since > (last < 0 ? START_MILLISECONDS : HANG_MILLISECONDS)) resolve(fail('it hangs'))
    }, 500)
    void once(worker, 'exit')
      .catch(() => {})
      .finally(() => clearInterval(timer))
  })
  const answer = once(worker, 'message').then(([result]) => result as Result)
  const result = await Promise.race([answer, watch]).catch((error: unknown) => fail(`the thread ended: ${error}`))
  await worker.terminate()
  return result
}

let found = 0
for (const name of targets) {
  const start = Date.now()
  const total: FuzzCounts = { same: 0, other: 0, refused: 0 }
  const first = Number(values.from)
  for (let from = first; from < first + each; from += PART) {
    const { findings, counts } = await run(name, from, Math.min(PART, first + each - from))
    for (const kind of ['same', 'other', 'refused'] as const) total[kind] += counts[kind]
    for (const { mutation, what } of findings) {
      found++
      process.stdout.write(
        `FOUND ${name}: ${what}\n  again: --target ${name} --seed ${seed} --from ${mutation} --mutations 1\n`,
      )
    }
  }
  const { same, other, refused } = total
  process.stdout.write(
    `${name}: ${refused} refused, ${same} read as the sample, ${other} as something else, ${Math.round((Date.now() - start) / 1000)} s\n`,
  )
}
process.stdout.write(`${found} findings\n`)
process.exitCode = found > 0 ? 1 : 0
