import { type Arrays, mapArrays, takeRows } from '@thinned/data'
import { createPass, type Moment, type Pass, type Prefix, prefix } from '@thinned/nn'
import { type Backend, noGrad, retain, type Shape, scope, sizeOf, type TypedArray } from '@thinned/tensor'
import { type StopSignal, yielding } from '../batches/event-loop.ts'
import { arrayOnBackend, disposeTensors, type RunModel, type Tensors } from '../batches/tensors.ts'
import type { PassProgress } from '../evaluate/score-batches.ts'
import { STOPPED } from '../evaluate/stopped.ts'
import { TrainError } from '../train-error.ts'
import { Decisions, FEWEST, type Rule } from './decisions.ts'
import type { Networks } from './networks.ts'
import { checkOutput, type Join } from './output-shape.ts'
import { samplesTogether } from './samples-together.ts'

/** What predict makes of outputs. They are row-major, and row k of them is row `rows[k]` of the inputs. */
export interface Visitor {
  /** Sees what the full network gives for each row, once; the rows follow one another. Not called where it does not run. */
  full(outputs: TypedArray, rows: Uint32Array): void
  /** Sees a sample, numbered from 0. Each row sees its samples in rising order; without a tolerance the rows follow one another. */
  sample(outputs: TypedArray, rows: Uint32Array, sample: number): void
  /** The largest standard error of the means of a row after so many samples, with what they may have missed; it decides whether they are enough. */
  cautiousError(row: number, samples: number): number
}

export interface Drawing extends Rule {
  readonly model: RunModel
  readonly arrays: Arrays
  /** The number of rows. */
  readonly count: number
  /** The shape of one example's output. */
  readonly shape: Shape
  /** Makes this one output of what a model gives. */
  readonly join: Join
  readonly backend: Backend
  /** What is sampled; undefined where only the full network runs. */
  readonly networks: Networks | undefined
  readonly moment: Moment | undefined
  /** 'batch': all rows see the same masks. */
  readonly share: 'batch' | undefined
  readonly batchSize: number
  readonly signal: StopSignal | undefined
  readonly onProgress: ((progress: PassProgress) => void) | undefined
}

/**
 * Runs the full network and the sampled ones over batches of rows, and gives the number of samples of each row [n]. With a tolerance, rounds of
 * samples go over the rows that have not seen enough; in each they are packed into whole batches anew.
 *
 * @throws STOPPED where the signal stops it.
 */
export async function drawSamples(drawing: Drawing, visitor: Visitor): Promise<Int32Array<ArrayBuffer>> {
  const { count, samples, tolerance, batchSize } = drawing
  const decisions = new Decisions(count, drawing, drawing.networks, (row, n) => visitor.cautiousError(row, n))
  const runner = new Runner(drawing)
  const all = Uint32Array.from({ length: count }, (_, row) => row)
  let from = 0
  do {
    const to = tolerance === undefined ? samples : Math.min(samples, Math.max(FEWEST, Math.floor(1.5 * from)))
    const full = from === 0 && runner.hasFull ? 1 : 0
    const packed = cut(decisions.left(all), batchSize)
    for (const [i, rows] of packed.entries()) {
      const later = (): number =>
        (packed.length - 1 - i) * (full + to - from) + Math.ceil(decisions.undecided / batchSize) * (samples - to)
      await drawBatch(runner, decisions, visitor, { rows, from, to, later })
    }
    from = to
  } while (decisions.undecided > 0 && from < samples)
  return decisions.counts
}

/** Where no larger part of a batch is left, the decided rows are taken out: it costs a copy of the others. */
const DENSE = 0.75

/** Samples `from` to below `to` of a batch; `later` gives how many passes may follow. */
interface Part {
  readonly rows: Uint32Array
  readonly from: number
  readonly to: number
  readonly later: () => number
}

async function drawBatch(
  runner: Runner,
  decisions: Decisions,
  visitor: Visitor,
  { rows, from, to, later }: Part,
): Promise<void> {
  let placed = runner.place(rows)
  try {
    if (from === 0 && runner.hasFull) {
      visitor.full(await runner.full(placed), rows)
      await runner.progress(to + later(), decisions)
    }
    let left = rows
    for (let sample = from; sample < to && left.length > 0; ) {
      if (left.length <= DENSE * placed.rows.length) {
        free(placed)
        placed = runner.place(left)
      }
      for (const outputs of await runner.samples(placed, sample, to)) {
        if (left.length === 0) break
        runner.check()
        visitor.sample(ofRows(outputs, placed.rows, left), left, sample)
        sample++
        decisions.note(left, sample)
        left = decisions.left(left)
        await runner.progress((left.length > 0 ? to - sample : 0) + later(), decisions)
      }
    }
  } finally {
    free(placed)
  }
}

/** The outputs of those rows that are left, both rising. */
function ofRows(outputs: TypedArray, rows: Uint32Array, left: Uint32Array): TypedArray {
  if (left.length === rows.length) return outputs
  const width = outputs.length / rows.length
  const rest = outputs.slice(0, left.length * width)
  for (let from = 0, k = 0; k < left.length; k++, from++) {
    while (rows[from] !== left[k]) from++
    rest.set(outputs.subarray(from * width, (from + 1) * width), k * width)
  }
  return rest
}

/** Row numbers in batches. */
function cut(rows: Uint32Array, batchSize: number): readonly Uint32Array[] {
  return Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, i) =>
    rows.subarray(i * batchSize, (i + 1) * batchSize),
  )
}

/** Rows of the inputs, on the backend. */
interface Placed {
  readonly rows: Uint32Array
  readonly inputs: Tensors
  /** What the samples have in common, for each network of a round: what comes before its first draw. */
  readonly prefixes: readonly Prefix[]
}

function free({ inputs, prefixes }: Placed): void {
  for (const shared of prefixes) shared.dispose()
  disposeTensors(inputs)
}

/** Runs networks over rows of the inputs, without gradients, and says how far it is. */
class Runner {
  readonly #drawing: Drawing
  readonly #pause = yielding()
  readonly #together: (rows: number, seen: number) => number
  #done = 0
  /** Whether anything was drawn. Dropout that keeps everything draws nothing, but reports its keep. */
  #draws = false

  constructor(drawing: Drawing) {
    this.#drawing = drawing
    this.#together = samplesTogether(drawing.networks, drawing.arrays, drawing.tolerance)
  }

  get hasFull(): boolean {
    return this.#drawing.networks?.full ?? true
  }

  /** These rows of the inputs, on the backend. */
  place(rows: Uint32Array): Placed {
    const { arrays, backend, networks } = this.#drawing
    const prefixes = Array.from({ length: networks?.size ?? 0 }, prefix)
    return { rows, prefixes, inputs: mapArrays(arrays, (array) => arrayOnBackend(takeRows(array, rows), backend)) }
  }

  async full(placed: Placed): Promise<TypedArray> {
    const pass = createPass({ mode: 'evaluate', row: this.#rowOf(placed) })
    const [outputs] = await this.#run(this.#drawing.model, placed, pass, 1)
    return outputs!
  }

  /** The outputs of samples from `first` on, below `end`: as many as run together. */
  async samples(placed: Placed, first: number, end: number): Promise<readonly TypedArray[]> {
    const { samples, tolerance } = this.#drawing
    const { size } = this.#drawing.networks!
    const count = Math.min(end - first, this.#together(placed.rows.length, first))
    const outputs: TypedArray[] = []
    // Those of one network run together.
    for (let i = 0; i < Math.min(count, size); i++) {
      const those = Array.from({ length: Math.ceil((count - i) / size) }, (_, k) => first + i + k * size)
      for (const [k, one] of (await this.#sample(placed, those)).entries()) outputs[i + k * size] = one
    }
    if (!this.#draws && first + count >= size)
      throw new TrainError(
        `predict was given ${tolerance === undefined ? `${samples} samples` : 'a tolerance for samples'} of a model in which nothing is random: they would all be the same, without uncertainty. Leave ${tolerance === undefined ? 'samples' : 'it'} out, or train a model with dropout.`,
      )
    return outputs
  }

  /** The outputs of these samples of one network, in one pass. */
  #sample(placed: Placed, samples: readonly number[]): Promise<readonly TypedArray[]> {
    const { size, of } = this.#drawing.networks!
    const { model, key, pass: passIn } = of(samples[0]!)
    const pass = key
      ? this.#passOf(placed, samples, placed.prefixes[samples[0]! % size])
      : createPass({ mode: 'evaluate', row: this.#rowOf(placed) })
    if (!key) this.#draws = true
    return this.#run(model, placed, passIn(pass), samples.length)
  }

  #passOf(placed: Placed, samples: readonly number[], shared?: Prefix): Pass {
    const { networks, moment } = this.#drawing
    const note = (): void => {
      this.#draws = true
    }
    return createPass({
      mode: 'sample',
      row: this.#rowOf(placed),
      prefix: shared,
      ...(moment ? { step: moment.step, steps: moment.steps, epoch: moment.epoch } : {}),
      onReport: note,
      ...(samples.length > 1
        ? { samples: { passes: samples.map((sample) => this.#passOf(placed, [sample])), rows: placed.rows.length } }
        : {}),
      get key() {
        note()
        return networks!.of(samples[0]!).key!
      },
    })
  }

  /** The rows whose masks are drawn: the same one for all, where they share masks. */
  #rowOf({ rows }: Placed): number | Uint32Array {
    if (this.#drawing.share === 'batch') return new Uint32Array(rows.length)
    return rows.at(-1)! - rows[0]! === rows.length - 1 ? rows[0]! : rows
  }

  async #run(model: RunModel, { rows, inputs }: Placed, pass: Pass, samples: number): Promise<readonly TypedArray[]> {
    const { shape, join } = this.#drawing
    this.check()
    const outputs = scope(() =>
      noGrad(() => {
        const given = join(model.forward(inputs, pass))
        // Samples that draw nothing have their rows in common.
        const count = given.shape[0] === rows.length ? 1 : samples
        return retain(checkOutput(given, [count * rows.length, ...shape]))
      }),
    )
    try {
      const values = await outputs.read()
      const length = rows.length * sizeOf(shape)
      return Array.from({ length: samples }, (_, i) =>
        values.length === length ? values : values.subarray(i * length, (i + 1) * length),
      )
    } finally {
      outputs.dispose()
    }
  }

  /** Stops where the signal says so. */
  check(): void {
    if (this.#drawing.signal?.aborted) throw STOPPED
  }

  /** A pass is done, and at most `rest` follow. */
  async progress(rest: number, { counts, undecided }: Decisions): Promise<void> {
    this.#done++
    const decided = this.#drawing.tolerance === undefined ? {} : { decided: counts.length - undecided }
    this.#drawing.onProgress?.({ done: this.#done, passes: this.#done + rest, ...decided })
    await this.#pause()
  }
}
