import { type Epilogue, SUM_CHUNK, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Target } from '../kernel.ts'
import { withMaskRows } from '../random/row-list.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { emitAddRows } from './add-rows.ts'
import { emitDense } from './dense-product.ts'
import { epilogueValues, NO_EPILOGUE } from './epilogue.ts'
import { countedRows, emitCountNonzeros } from './nonzero-lists.ts'
import { emitSmallProduct, SMALL } from './small-product.ts'
import { type PanelPlaces, placePanels } from './sparse-panel.ts'
import { emitSparse } from './sparse-product.ts'
import { emitDenseStep, emitSparseStep, type StepOfMatrices } from './step-products.ts'

/** Below this share of nonzeros in the left operand the product skips zeros: measured break-even. */
const SPARSE_BELOW = 0.7

/** A matrix in memory: its address, and bytes from row to row and from column to column. One of the steps is 4. */
export interface Matrix {
  readonly address: number
  readonly rowStep: number
  readonly columnStep: number
}

/** out [m, n] at address `to` = a [m, k] · b [k, n], then the epilogue. */
export interface Operands {
  readonly a: Matrix
  readonly b: Matrix
  readonly to: number
  /** Bytes from row to row of the output. Default: its rows are dense. */
  readonly toStep?: number
  readonly m: number
  readonly n: number
  readonly k: number
  /** The values of `epilogueArguments`. Default: no epilogue. */
  readonly epilogue?: readonly number[]
  /** Whether the sums accumulate onto the values in the output. Default: they start at +0. Only for blocks of one chunk of k. */
  readonly accumulate?: boolean
}

export type Multiply = (runtime: Runtime, operands: Operands) => void

/** The product of any k, and the sum of its chunks. */
export interface Product {
  readonly multiply: Multiply
  /** to += part, a dense matrix of the output's size. */
  readonly addPart: (runtime: Runtime, part: number, output: Pick<Operands, 'to' | 'toStep' | 'm' | 'n'>) => void
  /** The panels of its sparse products. */
  readonly panels: () => PanelPlaces
  /** A step along a product of one chunk, k > 0. It is here because V8 joins vectors to 256 bits in this module. */
  readonly step: StepOfMatrices
}

/**
 * Emits the product of matrices. k goes in chunks of SUM_CHUNK: the first is multiplied into the output, each further one into scratch memory,
 * from which it is added. For each chunk the nonzeros in a sample of the left operand are counted, and the dense or the sparse product is
 * taken: the bits are the same.
 */
export function emitProduct(module: Module, target: Target): Product {
  const linked = module.linked(PRODUCT, (apart) => emitProductHere(apart, target))
  return {
    multiply: (runtime, operands) => linked().multiply(runtime, operands),
    addPart: (runtime, part, output) => linked().addPart(runtime, part, output),
    panels: () => linked().panels(),
    step: (runtime, operands, rule) => linked().step(runtime, operands, rule),
  }
}

/** The name of the module that has the products. */
export const PRODUCT = 'product'

export function emitProductHere(module: Module, target: Target): Product {
  return module.once('product', () => {
    const choose = emitChooseProduct(module)
    const sparse = emitSparse(module, target)
    const dense = emitDense(module, target)
    const small = emitSmallProduct(module, target)
    const addRows = emitAddRows(module)
    const sparseStep = emitSparseStep(module, target)
    const denseStep = emitDenseStep(module, target)
    const multiplyChunk: Multiply = (runtime, operands) =>
      choose(
        runtime,
        operands,
        () => sparse(runtime, operands),
        () => dense(runtime, operands),
      )
    const addPart: Product['addPart'] = (runtime, part, { to, m, n, toStep = 4 * n }) =>
      runtime.launch(addRows, m, part, n, to, toStep)
    const multiplyChunks: Multiply = (runtime, operands) => {
      const { a, b, m, n, k } = operands
      multiplyChunk(runtime, { ...operands, k: SUM_CHUNK, epilogue: NO_EPILOGUE })
      runtime.withScratch(4 * m * n, (part) => {
        for (let first = SUM_CHUNK; first < k; first += SUM_CHUNK) {
          multiplyChunk(runtime, {
            a: { ...a, address: a.address + first * a.columnStep },
            b: { ...b, address: b.address + first * b.rowStep },
            to: part,
            m,
            n,
            k: Math.min(SUM_CHUNK, k - first),
          })
          addPart(runtime, part, operands)
        }
      })
      // The epilogue alone: a product that adds nothing.
      if (operands.epilogue) dense(runtime, { ...operands, k: 0, accumulate: true })
    }
    const multiply: Multiply = (runtime, operands) => {
      const { to, m, n, k, toStep = 4 * n, accumulate = false } = operands
      if (m === 0 || n === 0) return
      if (small.fits(operands)) return small.multiply(runtime, operands)
      if (k === 0 && !accumulate) for (let row = 0; row < m; row++) runtime.zero(to + row * toStep, 4 * n)
      const inChunks = k <= SUM_CHUNK ? multiplyChunk : multiplyChunks
      if (m * n * k < SMALL) runtime.alone(() => inChunks(runtime, operands))
      else inChunks(runtime, operands)
    }
    const step: StepOfMatrices = (runtime, operands, rule) =>
      choose(
        runtime,
        operands,
        () => sparseStep(runtime, operands, rule),
        () => denseStep(runtime, operands, rule),
      )
    const panels = placePanels(module, target)
    return { multiply, addPart, step, panels: () => panels }
  })
}

/** Runs `sparse` where the product skips the zeros of a left operand, else `dense`: the bits are the same. */
export type ChooseProduct = (
  runtime: Runtime,
  left: Pick<Operands, 'a' | 'm' | 'k'>,
  sparse: () => void,
  dense: () => void,
) => void

/** Emits the choice, by the nonzeros in a sample. */
export function emitChooseProduct(module: Module): ChooseProduct {
  return module.once('chooseProduct', () => {
    const count = emitCountNonzeros(module)
    return (runtime, { a, m, k }, sparse, dense) => {
      if (k === 0) return dense()
      const [lines, length, step] = a.columnStep === 4 ? [m, k, a.rowStep] : [k, m, a.columnStep]
      const counted = countedRows(lines, length)
      runtime.withScratch(4, (nonzeros) => {
        runtime.launch(count, 1, a.address, step, lines, length, counted, nonzeros)
        runtime.choose(nonzeros, Math.ceil(SPARSE_BELOW * counted * length), sparse, dense)
      })
    }
  })
}

/** out [m, n] (dense) = a [m, k] · b [k, n], then bias [n], relu and mask. */
export type ViewProduct = (
  runtime: Runtime,
  out: View,
  a: View,
  b: View,
  bias: View | undefined,
  epilogue: Epilogue,
) => void

/** Emits the product of views of any strides. */
export function emitViewProduct(module: Module, target: Target): ViewProduct {
  const { multiply } = emitProduct(module, target)
  const withReadable = emitWithReadable(module)
  return (runtime, out, a, b, bias, epilogue) => {
    const [m, n] = out.shape as [number, number]
    const run = (list: number): void =>
      withReadable(
        runtime,
        bias ? [a, b, bias] : [a, b],
        (left, right, biasView) =>
          multiply(runtime, {
            a: matrixOf(left!),
            b: matrixOf(right!),
            to: addressOf(out),
            m,
            n,
            k: a.shape[1]!,
            epilogue: epilogueValues(biasView, epilogue, list),
          }),
        isMatrix,
      )
    if (epilogue.mask) withMaskRows(runtime, epilogue.mask, run)
    else run(0)
  }
}

/** Whether the product reads a view in place: a dense vector, or a matrix with dense rows or columns. */
export function isMatrix({ shape, strides }: View): boolean {
  if (shape.length === 1) return strides[0] === 1 || shape[0] === 1
  return (strides[1] === 1 && strides[0]! >= shape[1]!) || (strides[0] === 1 && strides[1]! >= shape[0]!)
}

export function matrixOf(view: View): Matrix {
  const [rows, columns] = view.strides as [number, number]
  return { address: addressOf(view), rowStep: 4 * rows, columnStep: 4 * columns }
}
