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
 * below 4 examples, and for a layer that shows no similarity of examples beyond chance.
 */
export function linearCka(layers: readonly Rows[]): (number | null)[][] {
  const kernels = layers.map((rows) => ({ ...rows, ...kernelSums(rows) }))
  const upper = kernels.map((a, i) => kernels.map((b, j) => (j < i || a.examples < 4 ? 0 : hsic(a, b))))
  const ckaOf = (i: number, j: number): number | null => {
    const [own, others] = [upper[i]![i]!, upper[j]![j]!]
    if (!(own > 0 && others > 0)) return null
    return i === j ? 1 : upper[Math.min(i, j)]![Math.max(i, j)]! / Math.sqrt(own * others)
  }
  return layers.map((_, i) => layers.map((_, j) => ckaOf(i, j)))
}

/** With kernels of zeroed diagonals K and L: (tr KL + ΣK ΣL / ((n − 1)(n − 2)) − 2 / (n − 2) Σ KL) / (n (n − 3)), from products of units. */
function hsic(a: Rows & KernelSums, b: Rows & KernelSums): number {
  const n = a.examples
  let [trace, joint] = [squaresOfProducts(a, b), 0]
  for (let row = 0; row < n; row++) {
    trace -= a.diagonal[row]! * b.diagonal[row]!
    joint += a.rows[row]! * b.rows[row]!
  }
  const all = (a.total * b.total) / ((n - 1) * (n - 2))
  return (trace + all - (2 / (n - 2)) * joint) / (n * (n - 3))
}

/** Of the kernel of the rows: its diagonal, the sums of its rows without it, and the sum of these. */
interface KernelSums {
  readonly diagonal: Float64Array
  readonly rows: Float64Array
  readonly total: number
}

/** The units have mean 0, so a whole row of the kernel sums to 0. */
function kernelSums({ data, examples, units }: Rows): KernelSums {
  const diagonal = new Float64Array(examples)
  for (let i = 0; i < data.length; i++) diagonal[Math.floor(i / units)]! += data[i]! * data[i]!
  const rows = diagonal.map((value) => -value)
  return { diagonal, rows, total: rows.reduce((sum, value) => sum + value, 0) }
}

/** The sum of the squares of all products of a unit of one layer with a unit of the other. */
function squaresOfProducts(a: Rows, b: Rows): number {
  let sum = 0
  const products = new Float64Array(b.units)
  for (let i = 0; i < a.units; i++) {
    products.fill(0)
    for (let row = 0; row < a.examples; row++) {
      const value = a.data[row * a.units + i]!
      if (value === 0) continue
      for (let j = 0; j < b.units; j++) products[j]! += value * b.data[row * b.units + j]!
    }
    for (let j = 0; j < b.units; j++) sum += products[j]! * products[j]!
  }
  return sum
}
