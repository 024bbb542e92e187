// Thinned in a process of its own, for many-cores.mjs. Argument: threads.
import { createHash } from 'node:crypto'
import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { dropout, init, key, linear, nn, ops, predict, relu, rng, sequential, sgd, trainer, wasm } from 'thinned'

const MLP = [784, 1024, 1024, 1024, 10]
const [BATCH, BATCHES] = [128, 20]
const threads = Number(process.argv[2])
const backend = await wasm({ threads })

const families = {
  mlp: (name, { folder, trainingSteps }) => training(MLP, name === 'mlp', digits(folder), trainingSteps),
  small() {
    const inputs = ops.randomNormal(key(5), [32, 64], { backend })
    const labels = ops.tensor(Int32Array.from(rng.integers(key(6), 32, { high: 10 })), { backend })
    return training([64, 64, 10], true, [{ inputs, labels }], 50)
  },
  mc(_name, { folder }) {
    const model = network(MLP, true)
    const { inputs } = digits(folder)[0]
    return { run: () => predict(model, inputs, { samples: 100, key: key(7) }) }
  },
  matmul() {
    const make = (seed) => ops.randomUniform(key(seed), [1024, 1024], { low: 0.1, backend })
    const [a, b] = [make(1), make(2)]
    return { run: () => ops.scope(() => void ops.matmul(a, b)) }
  },
  dropout() {
    const x = ops.randomUniform(key(1), [4096, 4096], { low: 0.1, backend })
    let step = 0
    return { run: () => ops.scope(() => void ops.dropout(x, { key: key(step++), keep: 0.5 })) }
  },
}

/** A perceptron with relu, thinned before each linear layer or not. */
function network(widths, thinned) {
  const model = sequential(
    ...widths
      .slice(1)
      .flatMap((width, i) => [
        ...(thinned ? [dropout({ keep: i === 0 ? 0.8 : 0.5 })] : []),
        linear(widths[i], width),
        ...(i < widths.length - 2 ? [relu()] : []),
      ]),
  )
  init(model, key(1), { backend })
  return model
}

function digits(folder) {
  const pixels = Float32Array.from(readFileSync(join(folder, 'images.bin')), (byte) => byte / 255)
  const classes = Int32Array.from(readFileSync(join(folder, 'labels.bin')))
  const part = (all, i, size) => all.slice(i * size, (i + 1) * size)
  return Array.from({ length: BATCHES }, (_, i) => ({
    inputs: ops.tensor(part(pixels, i, BATCH * MLP[0]), { shape: [BATCH, MLP[0]], backend }),
    labels: ops.tensor(part(classes, i, BATCH), { backend }),
  }))
}

/** Steps of training, after some that make activations real. `note` is a digest of the weights after these. */
async function training(widths, thinned, batches, before) {
  const model = network(widths, thinned)
  const optimizer = sgd({ learningRate: 0.02, momentum: 0.9 })
  const trained = await trainer(model, { loss: 'crossEntropy', optimizer, key: key(2), backend })
  const run = () => {
    const { inputs, labels } = batches[trained.steps % batches.length]
    trained.step(inputs, labels)
  }
  for (let i = 0; i < before; i++) run()
  const hash = createHash('sha256')
  for (const parameter of Object.values(nn.flattenParams(model.params)))
    hash.update(new Uint8Array(parameter.readSync().buffer))
  return { run, note: `weights ${hash.digest('hex').slice(0, 16)}` }
}

const prepared = new Map()
async function answer(request) {
  if ('prepare' in request) {
    const work = await families[request.prepare.split('-')[0]](request.prepare, request)
    prepared.set(request.prepare, work)
    return { note: work.note ?? '' }
  }
  if ('release' in request) return { note: String(prepared.delete(request.release)) }
  const { run } = prepared.get(request.repeat)
  const began = performance.now()
  for (let i = 0; i < request.times; i++) await run()
  return { milliseconds: performance.now() - began }
}

const say = (message) => writeSync(3, `${JSON.stringify(message)}\n`)
say({
  versions: { node: process.version, vectorBits: backend.vectorBits, threads: backend.threads, lost: backend.lost },
})
for await (const line of createInterface({ input: process.stdin }))
  say(await answer(JSON.parse(line)).catch((error) => ({ cannot: String(error) })))
process.exit()
