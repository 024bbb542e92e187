import { alias, formatShape, retain, type Shape, sameShape, type Tensor } from '@thinned/tensor'
import { NnError } from './nn-error.ts'

/** The first layers of a chain, and what they give. */
interface Start {
  readonly layers: number
  readonly value: Tensor
  /** The shape of what the chain was given. */
  readonly inputs: Shape
}

/** The prefix of a chain, in one pass. */
export interface ChainPrefix {
  /** The layers that need not run, and what they give: a new handle. In the pass that finds the prefix there are none. */
  readonly start: { readonly layers: number; readonly value: Tensor } | undefined
  /** Says that the first layers have run, and what they gave. It counts unless something has been drawn. */
  extend(layers: number, value: Tensor): void
  /** Whether the layer that was just asked, but has not run, draws first. That draw does not count yet. */
  drawsNext(): boolean
}

/** The prefix of a model, in one pass. */
export interface PassPrefix {
  /** Says that a key was read. */
  draw(): void
  /** The prefix of the chain at a path, for its inputs. A path has one in a pass: undefined where the chain runs again, or after a draw. */
  ofChain(path: string, inputs: Tensor): ChainPrefix | undefined
}

/**
 * What a model computes before its first draw. `sample` passes over the same inputs have it in common: the first pass keeps it, and the others begin
 * there. The outputs have the same bits. It is found in chains, `sequential` and `residual`, wherever they stand in a model; all else runs in every pass.
 */
export interface Prefix {
  /** The view of one pass. `createPass` takes it. */
  begin(): PassPrefix
  /** Frees what it holds, at most the outputs of some layers for the inputs. Passes that still have it compute all. */
  dispose(): void
}

/**
 * A prefix to hand to all `sample` passes over the same inputs, with the same parameters, within `noGrad`.
 *
 * @example
 * ```ts
 * import { createPass, init, linear, prefix, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { noGrad, ones } from '@thinned/tensor'
 *
 * const model = sequential(linear(4, 8), linear(8, 2))
 * init(model, key(1))
 * const [shared, x] = [prefix(), ones([3, 4])]
 * for (let sample = 0; sample < 10; sample++) {
 *   const pass = createPass({ mode: 'sample', key: key(sample), prefix: shared })
 *   noGrad(() => model.forward(x, pass)).dispose()
 * }
 * shared.dispose()
 * ```
 */
export function prefix(): Prefix {
  return new Starts()
}

class Starts implements Prefix {
  readonly #starts = new Map<string, Start>()
  #isFound = false

  begin(): PassPrefix {
    if (this.#isFound) return new FoundPrefix(this.#starts)
    this.#isFound = true
    return new FindingPrefix(this.#starts)
  }

  dispose(): void {
    for (const path of this.#starts.keys()) drop(this.#starts, path)
  }
}

function drop(starts: Map<string, Start>, path: string): void {
  starts.get(path)?.value.dispose()
  starts.delete(path)
}

/** The first pass: what runs before the first draw is kept. */
class FindingPrefix implements PassPrefix {
  readonly #starts: Map<string, Start>
  readonly #paths = new Set<string>()
  #hasDrawn = false

  constructor(starts: Map<string, Start>) {
    this.#starts = starts
  }

  draw(): void {
    this.#hasDrawn = true
  }

  ofChain(path: string, inputs: Tensor): ChainPrefix | undefined {
    if (this.#hasDrawn || this.#paths.has(path)) return undefined
    this.#paths.add(path)
    let isOpen = true
    return {
      start: undefined,
      extend: (layers, value) => {
        isOpen &&= !this.#hasDrawn
        if (!isOpen) return
        // What its children kept is behind it now.
        for (const other of this.#starts.keys()) if (isWithin(other, path)) drop(this.#starts, other)
        this.#starts.set(path, { layers, value: retain(value), inputs: inputs.shape })
      },
      drawsNext: () => {
        const draws = isOpen && this.#hasDrawn
        if (draws) this.#hasDrawn = false
        return draws
      },
    }
  }
}

const isWithin = (path: string, parent: string): boolean =>
  parent === '' || path === parent || path.startsWith(`${parent}/`)

/** A further pass. Until its first draw it does what the first pass did, so the first call of a path is the same call. */
class FoundPrefix implements PassPrefix {
  readonly #starts: ReadonlyMap<string, Start>
  readonly #paths = new Set<string>()

  constructor(starts: ReadonlyMap<string, Start>) {
    this.#starts = starts
  }

  draw(): void {}

  ofChain(path: string, { shape }: Tensor): ChainPrefix | undefined {
    const found = this.#paths.has(path) ? undefined : this.#starts.get(path)
    this.#paths.add(path)
    if (!found) return undefined
    const { layers, value, inputs } = found
    if (!sameShape(shape, inputs))
      throw new NnError(
        `A pass over ${formatShape(shape)} was given the prefix of a pass over ${formatShape(inputs)}; passes over the same inputs share a prefix. Make one for each batch.`,
        { code: 'mismatch' },
      )
    return { start: { layers, value: alias(value) }, extend: () => {}, drawsNext: () => false }
  }
}
