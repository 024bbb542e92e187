/** Makes backends in four workers at once, again and again, and prints the vector bits that each saw; see revectorize.test.ts. */
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { wasm } from '@thinned/wasm'

const bits: number[] = []
for (let i = 0; i < 3; i++) {
  const backend = await wasm({ threads: 1 })
  bits.push(backend.vectorBits)
  backend.close()
}
if (isMainThread) {
  const workers = Array.from({ length: 4 }, () => new Worker(new URL(import.meta.url)))
  const seen = await Promise.all(
    workers.map(
      (worker) =>
        new Promise<number[]>((resolve, reject) => {
          worker.on('message', resolve)
          worker.on('error', reject)
        }),
    ),
  )
  console.log(JSON.stringify({ main: bits, workers: seen.flat() }))
} else parentPort!.postMessage(bits)
