import { matmul, scope, slice, tensor, transpose } from '@thinned/tensor'

/** The activations of a layer, one row for each example: those of several positions as their mean. */
export interface Rows {
  readonly data: Float64Array
  readonly examples: number
  readonly units: number
}

/** The activations [examples, …, units] as rows, each unit with mean 0. */
export function centeredRows(activations: ArrayLike<number>, examples: number, units: number): Rows {
  const positions = activations.length / (examples * units)
  const data = new Float64Array(examples * units)
  for (let i = 0; i < activations.length; i++)
    data[Math.floor(i / (positions * units)) * units + (i % units)]! += activations[i]! / positions
  for (let unit = 0; unit < units; unit++) {
    let sum = 0
    for (let i = unit; i < data.length; i += units) sum += data[i]!
    for (let i = unit; i < data.length; i += units) data[i]! -= sum / examples
  }
  return { data, examples, units }
}

/**
 * Linear CKA between each two layers [layers, layers] on the same examples, with the unbiased estimator of HSIC (Song et al. 2012, equation 4; Nguyen,
 * Raghu and Kornblith 2021, equation 3): 1 where one is a rotation and scaling of the other, about 0 where they are unrelated, then also below 0. Null
 * below 4 examples, and for a layer that shows no similarity of examples beyond chance. The work is examples² for each unit, whatever the number of layers.
 */
export function linearCka(layers: readonly Rows[]): (number | null)[][] {
  const examples = layers[0]?.examples ?? 0
  const squares = kernelProducts(layers)
  const sums = layers.map(kernelSums)
  const hsicOf = (i: number, j: number): number => hsic(squares[i]![j]!, sums[i]!, sums[j]!)
  const upper = layers.map((_, i) => layers.map((_, j) => (j < i || examples < 4 ? 0 : hsicOf(i, j))))
  const ckaOf = (i: number, j: number): number | null => {
    const [own, others] = [upper[i]![i]!, upper[j]![j]!]
    if (!(own > 0 && others > 0)) return null
    return i === j ? 1 : upper[Math.min(i, j)]![Math.max(i, j)]! / Math.sqrt(own * others)
  }
  return layers.map((_, i) => layers.map((_, j) => ckaOf(i, j)))
}

/** With kernels of zeroed diagonals K and L: (tr KL + ΣK ΣL / ((n − 1)(n − 2)) − 2 / (n − 2) Σ KL) / (n (n − 3)). */
function hsic(products: number, a: KernelSums, b: KernelSums): number {
  const n = a.diagonal.length
  let [trace, joint] = [products, 0]
  for (let row = 0; row < n; row++) {
    trace -= a.diagonal[row]! * b.diagonal[row]!
    joint += a.diagonal[row]! * b.diagonal[row]!
  }
  const all = (a.total * b.total) / ((n - 1) * (n - 2))
  return (trace + all - (2 / (n - 2)) * joint) / (n * (n - 3))
}

/** Of the kernel of the rows: its diagonal, and the sum of all without it. The units have mean 0, so a whole row of the kernel sums to 0. */
interface KernelSums {
  readonly diagonal: Float64Array
  readonly total: number
}

function kernelSums({ data, examples, units }: Rows): KernelSums {
  const diagonal = new Float64Array(examples)
  for (let i = 0; i < data.length; i++) diagonal[Math.floor(i / units)]! += data[i]! * data[i]!
  return { diagonal, total: -diagonal.reduce((sum, value) => sum + value, 0) }
}

/** So many rows of the kernels are held at once. */
const BLOCK = 128

/** The sum of the products of the elements of each two layers' kernels, diagonals included [layers, layers]; its upper triangle. */
function kernelProducts(layers: readonly Rows[]): readonly Float64Array[] {
  const sums = layers.map(() => new Float64Array(layers.length))
  const rows = layers.map(({ data, examples, units }) => tensor(data, { shape: [examples, units] }))
  const examples = layers[0]?.examples ?? 0
  for (let start = 0; start < examples; start += BLOCK)
    scope(() => {
      const end = Math.min(examples, start + BLOCK)
      const kernels = rows.map((x) => matmul(slice(x, 0, start, end), transpose(x)).readSync())
      for (const [i, a] of kernels.entries())
        for (const [j, b] of kernels.entries()) {
          if (j < i) continue
          let sum = 0
          for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
          sums[i]![j]! += sum
        }
    })
  for (const x of rows) x.dispose()
  return sums
}
