// How Thinned scales with threads: 1, 2, 4, 8, 16, with PyTorch in turns where python3 has it. In less than eight minutes it prints a table and JSON.
//
//   mkdir cores && cd cores && npm install thinned          # or the tarballs of scripts/install-packed.ts
//   node many-cores.mjs [--threads 1,2,4,8,16] [--only mlp,small] [--python python3] [--quick]
//
// It needs thinned.mjs and, for PyTorch, ../pytorch.py beside it or in the folder above.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { data, key } from 'thinned'

/** What a row is measured in: `of` gives the figure of one repetition's milliseconds. */
const rows = {
  mlp: { unit: 'ms', of: (ms) => ms },
  'mlp-plain': { unit: 'ms', of: (ms) => ms },
  small: { unit: 'steps/s', of: (ms) => 1000 / ms },
  'mc-100': { unit: 'ms', of: (ms) => ms },
  'matmul-1024': { unit: 'GF/s', of: (ms) => (2 * 1024 ** 3) / 1e6 / ms },
  'dropout-64MB': { unit: 'ms', of: (ms) => ms },
}

/** After a turn the threads of a BLAS go on to poll for so many milliseconds. */
const SETTLES = 40

const { values: options } = parseArgs({
  options: {
    threads: { type: 'string' },
    only: { type: 'string', default: Object.keys(rows).join() },
    python: { type: 'string', default: 'python3' },
    quick: { type: 'boolean', default: false },
  },
})
const cores = availableParallelism()
const threads = options.threads?.split(',').map(Number) ?? [1, 2, 4, 8, 16].filter((count) => count <= cores)
const names = options.only.split(',')
const unknown = names.find((name) => !(name in rows))
if (unknown !== undefined) throw new Error(`there is no row "${unknown}"; there are ${Object.keys(rows).join(', ')}`)
/** A turn lasts so many milliseconds, at least one repetition; a row has so many rounds of turns, as long as it has time. */
const plan = options.quick ? { turn: 30, rounds: 2, row: 20_000 } : { turn: 300, rounds: 7, row: 45_000 }

const folder = mkdtempSync(join(tmpdir(), 'many-cores-'))
const { inputs, targets } = data.digits({ size: 2560, key: key('bench') })
writeFileSync(
  join(folder, 'images.bin'),
  Uint8Array.from(inputs.data, (pixel) => Math.round(255 * pixel)),
)
writeFileSync(join(folder, 'labels.bin'), Uint8Array.from(targets.data))

const own = fileURLToPath(new URL('thinned.mjs', import.meta.url))
const torch = ['pytorch.py', '../pytorch.py']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path))
const hasTorch = torch && spawnSync(options.python, ['-c', 'import torch']).status === 0
const processes = []
for (const count of threads) {
  processes.push(await start('thinned', count, process.execPath, [...process.execArgv, own, String(count)]))
  if (hasTorch) processes.push(await start('pytorch', count, options.python, [torch, 'tuned', String(count)]))
}

const results = []
for (const name of names) results.push(...(await measure(name)))
for (const { child } of processes) child.stdin.end()
rmSync(folder, { recursive: true })

const machine = {
  processor: cpus()[0]?.model ?? 'unknown',
  processors: cores,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
}
printTable()
const versions = Object.fromEntries(
  processes.map(({ library, threads, versions }) => [`${library} ${threads}`, versions]),
)
console.log(JSON.stringify({ machine, versions, plan, results }))

/** Starts a process that speaks lines of JSON: requests on its standard input, replies on file descriptor 3. */
async function start(library, threads, program, args) {
  // As the bench sets them: threads matched, and passive waits. Thinned reads none of these.
  const own = {
    OMP_WAIT_POLICY: 'PASSIVE',
    OMP_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
  }
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'inherit', 'pipe'], env: { ...process.env, ...own } })
  const lines = createInterface({ input: child.stdio[3] })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the process of ${library} with ${threads} threads ended`)
    return JSON.parse(value)
  }
  const { versions } = await next()
  const ask = (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`)
    return next()
  }
  return { library, threads, child, versions, ask }
}

/** A row of all processes, in turns, so that what disturbs the machine disturbs all. */
async function measure(name) {
  const began = performance.now()
  const sides = []
  for (const { library, threads, ask } of processes) {
    const { cannot, note } = await ask({ prepare: name, trainingSteps: options.quick ? 3 : 150, folder })
    if (cannot !== undefined) {
      console.error(`${name}: ${library} with ${threads} threads cannot: ${cannot}`)
      continue
    }
    const once = (await ask({ repeat: name, times: 1 })).milliseconds
    sides.push({ library, threads, ask, note, times: Math.max(1, Math.round(plan.turn / once)), figures: [] })
  }
  for (let round = 0; round < plan.rounds && (round < 2 || performance.now() - began < plan.row); round++)
    for (const { ask, times, figures } of sides) {
      const { milliseconds } = await ask({ repeat: name, times })
      await new Promise((resolve) => setTimeout(resolve, SETTLES))
      figures.push(rows[name].of(milliseconds / times))
    }
  for (const { ask } of sides) await ask({ release: name })
  return sides.map(({ library, threads, note, figures }) => {
    const sorted = figures.toSorted((a, b) => a - b)
    return {
      row: name,
      library,
      threads,
      unit: rows[name].unit,
      note,
      median: sorted[sorted.length >> 1],
      figures: sorted,
    }
  })
}

/** Prints each median, its range, how many times faster than one thread it is, and its share of PyTorch's time. */
function printTable() {
  console.log(Object.values(machine).join(', '))
  const print = (cells) =>
    console.log(cells.map((cell, i) => (i < 2 ? cell.padEnd(13) : cell.padStart(i === 4 ? 19 : 9))).join(' '))
  print(['row', 'library', 'threads', 'median', 'range', 'unit', 'speed-up', 'of torch'])
  for (const result of results) {
    const { row, library, threads, unit, median, figures } = result
    const find = (library, threads) =>
      results.find((r) => r.row === row && r.library === library && r.threads === threads)
    const faster = (a, b) => (a && b ? (unit === 'ms' ? b.median / a.median : a.median / b.median) : undefined)
    const speedUp = faster(result, find(library, 1))
    const peer = library === 'thinned' ? faster(find('pytorch', threads), result) : undefined
    const number = (value) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3))
    print([
      row,
      library,
      String(threads),
      number(median),
      `${number(figures[0])} - ${number(figures.at(-1))}`,
      unit,
      speedUp === undefined ? '' : speedUp.toFixed(2),
      peer === undefined ? '' : peer.toFixed(3),
    ])
  }
  const digests = new Set(
    results.filter(({ library, note }) => library === 'thinned' && note).map(({ row, note }) => `${row} ${note}`),
  )
  const rowsWithBits = new Set([...digests].map((digest) => digest.split(' ')[0]))
  console.log(
    digests.size === rowsWithBits.size
      ? 'The weights have the same bits at every number of threads.'
      : `BITS DIFFER: ${[...digests].join(', ')}`,
  )
}
