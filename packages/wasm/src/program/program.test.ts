import { foldIn, type Key, key, uniform } from '@thinned/rng'
import {
  affine,
  assignMomentumStep,
  type Backend,
  backward,
  dropout,
  mean,
  noGrad,
  type Program,
  planMask,
  scope,
  softmaxCrossEntropy,
  type Tensor,
  type Trace,
  tensor,
  zeros,
} from '@thinned/tensor'
import { afterAll, expect, test } from 'vitest'
import { type WasmBackend, wasm } from '../index.ts'

const backends: Record<string, WasmBackend> = {
  '1 thread': await wasm({ threads: 1 }),
  '2 threads': await wasm({ threads: 2 }),
  '128 bits': await wasm({ threads: 2, revectorize: false }),
}
afterAll(() => {
  for (const backend of Object.values(backends)) backend.close()
})

const BATCH = 32

/** A perceptron with dropout, trained by hand with momentum. */
class Net {
  readonly params: Record<string, Tensor> = {}
  readonly velocities: Record<string, Tensor> = {}
  readonly inputs: Tensor
  readonly labels: Tensor
  readonly widths: readonly number[]

  constructor(backend: Backend, widths: readonly number[]) {
    this.widths = widths
    const numbers = (shape: number[], seed: number): Tensor =>
      tensor(
        Float32Array.from(uniform(key(seed), shape[0]! * shape[1]!), (x) => (x - 0.5) / 4),
        { shape, backend, requiresGrad: true },
      )
    for (let i = 0; i + 1 < widths.length; i++) {
      this.params[`w${i}`] = numbers([widths[i]!, widths[i + 1]!], i)
      this.params[`b${i}`] = zeros([widths[i + 1]!], { backend, requiresGrad: true })
    }
    for (const [path, { shape }] of Object.entries(this.params)) this.velocities[path] = zeros(shape, { backend })
    this.inputs = zeros([BATCH, widths[0]!], { backend })
    this.labels = zeros([BATCH], { backend, dtype: 'int32' })
  }

  /** Puts the batch of a step into its tensors: dense, or mostly zeros. */
  load(step: number, dense: boolean): void {
    const { backend } = this.inputs
    const draws = uniform(foldIn(key(3), step), this.inputs.size)
    backend.write(
      this.inputs.view.storage,
      Float32Array.from(draws, (x, i) => (dense || i % 5 === 0 ? x : 0)),
    )
    backend.write(
      this.labels.view.storage,
      Int32Array.from({ length: BATCH }, (_, i) => (i * 7 + step) % 10),
    )
  }

  /** Forward and backward. The caller frees what it returns. */
  gradients(keys: readonly Key[]): { loss: Tensor; gradients: Record<string, Tensor> } {
    return scope(() => {
      const last = this.widths.length - 2
      let x = dropout(this.inputs, { key: keys[0]!, keep: 0.8 })
      for (let i = 0; i <= last; i++) {
        const drawn = planMask(
          { shape: [BATCH, this.widths[i + 1]!], dtype: 'float32' },
          { key: keys[i + 1]!, keep: 0.5 },
        )
        const mask = i < last && drawn.kind === 'drawn' ? { mask: drawn } : {}
        x = affine(x, this.params[`w${i}`]!, this.params[`b${i}`], { relu: i < last, ...mask })
      }
      const loss = mean(softmaxCrossEntropy(x, this.labels))
      return { loss, gradients: backward(loss, this.params) as Record<string, Tensor> }
    })
  }

  update(gradients: Record<string, Tensor>, rate: number): void {
    noGrad(() => {
      for (const [path, parameter] of Object.entries(this.params))
        assignMomentumStep(parameter, this.velocities[path]!, gradients[path]!, {
          momentum: 0.9,
          rate,
          nesterov: false,
        })
    })
    for (const gradient of Object.values(gradients)) gradient.dispose()
  }

  numbers(): Float32Array[] {
    return [...Object.values(this.params), ...Object.values(this.velocities)].map((x) => x.readSync() as Float32Array)
  }

  dispose(): void {
    for (const held of [this.params, this.velocities]) for (const x of Object.values(held)) x.dispose()
    this.inputs.dispose()
    this.labels.dispose()
  }
}

const keysOf = (net: Net, step: number): Key[] => net.widths.map((_, i) => foldIn(foldIn(key(9), step), i))
const rateOf = (step: number): number => 0.1 / (step + 1)
const sourcesOf = (net: Net, step: number): number[] => [rateOf(step), ...keysOf(net, step).flatMap((k) => [...k])]

interface Loss {
  tensor: Tensor
}

/** A step that is traced, in two phases. */
function traced(net: Net, trace: Trace, step: number, dense: boolean): Loss {
  net.load(step, dense)
  const { loss, gradients } = trace.run(() => net.gradients(keysOf(net, step)))
  trace.run(() => net.update(gradients, rateOf(step)))
  return { tensor: loss }
}

function eager(net: Net, step: number, dense: boolean): number {
  net.load(step, dense)
  const { loss, gradients } = net.gradients(keysOf(net, step))
  const value = loss.readSync()[0]!
  net.update(gradients, rateOf(step))
  loss.dispose()
  return value
}

function pairs(net: Net, first: number, second: number): [number, number][] {
  const later = sourcesOf(net, second)
  return sourcesOf(net, first).map((value, i) => [value, later[i]!])
}

test.each(Object.keys(backends))('a replayed step has the bits of an eager one, with %s', (name) => {
  const backend = backends[name]!
  for (const widths of [
    [64, 64, 10],
    [70, 300, 130, 10],
  ]) {
    const before = backend.memory()
    const [net, other] = [new Net(backend, widths), new Net(backend, widths)]
    const dense = (step: number): boolean => step % 3 !== 1
    for (let step = 0; step < 2; step++) expect(eager(net, step, dense(step))).toBe(eager(other, step, dense(step)))
    const traces = [backend.trace!(), backend.trace!()] as const
    const losses = traces.map((trace, i) => traced(net, trace, 2 + i, true))
    for (const [i, loss] of losses.entries()) expect(loss.tensor.readSync()[0]).toBe(eager(other, 2 + i, true))
    expect(net.numbers()).toEqual(other.numbers())
    losses[1]!.tensor.dispose()
    const program = traces[0].programWith(traces[1], pairs(net, 2, 3)) as Program
    expect(program).toBeTypeOf('object')
    for (let step = 4; step < 10; step++) {
      net.load(step, dense(step))
      program.run(0, sourcesOf(net, step))
      program.run(1, sourcesOf(net, step))
      const noise = zeros([1000 * step], { backend })
      expect(losses[0]!.tensor.readSync()[0]).toBe(eager(other, step, dense(step)))
      noise.dispose()
    }
    expect(net.numbers()).toEqual(other.numbers())
    program.dispose()
    losses[0]!.tensor.dispose()
    net.dispose()
    other.dispose()
    expect(backend.memory()).toEqual(before)
  }
})
