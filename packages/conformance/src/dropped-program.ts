/** Drops models and backends without a word, and prints what is left of them; see dropped.test.ts. */
import { Worker } from 'node:worker_threads'
import { batchNorm, flattenParams, init, linear, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, move, reference } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'

const collect = (globalThis as unknown as { gc(): void }).gc

/** Lets the collector run, and what it calls. */
async function settle(isDone: () => boolean): Promise<void> {
  for (let round = 0; round < 40 && !isDone(); round++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function dropModels(backend: Backend): Promise<{ made: number; left: number }> {
  const model = (seed: number) => {
    const made = sequential(linear(8, 16), batchNorm(16), linear(16, 2))
    init(made, key(seed), { backend })
    return made
  }
  const before = backend.memory().buffers
  const kept = model(0)
  const each = backend.memory().buffers - before
  const weightOf = (seed: number) => flattenParams(model(seed).params)['linear1/weight']!
  for (let seed = 1; seed < 20; seed++) await move(weightOf(seed), backend)
  const made = backend.memory().buffers - before
  await settle(() => backend.memory().buffers - before === each)
  const left = (backend.memory().buffers - before) / each
  if (flattenParams(kept.params)['linear1/weight']!.readSync().length !== 128)
    throw new Error('The model that was kept is gone')
  return { made, left }
}

let ended = 0
const { terminate } = Worker.prototype
Worker.prototype.terminate = function () {
  ended++
  return terminate.call(this)
}
async function dropBackends(): Promise<void> {
  for (let i = 0; i < 3; i++) await wasm({ threads: 2, revectorize: false })
}

const on = await wasm({ threads: 2, revectorize: false })
const models = [await dropModels(on), await dropModels(reference)]
await dropBackends()
await settle(() => ended === 3)
const endedByDrop = ended
{
  using closed = await wasm({ threads: 2, revectorize: false })
  if (closed.threads !== 2) throw new Error('It has no threads')
}
process.stdout.write(JSON.stringify({ models, endedByDrop, endedByUsing: ended - endedByDrop, threads: on.threads }))
process.exit()
