import { readdirSync } from 'node:fs'
import type { Key } from '@thinned/rng'
import type { Classified, Dataset, NdArray, Regression } from '../src/index.ts'

type Generated = Classified | Regression

/** What the suite must know of a generator: it lies beside it, in `<name>.cases.ts`. */
export interface GeneratorCases {
  make(size: number, key: Key): Generated
  /** The shape of one example's inputs. */
  readonly inputShape: readonly number[]
  readonly classes?: number
  /** The fingerprint of 50 examples of key(1): frozen. */
  readonly frozen: string
  /** Expectations in closed form: of a function of an example's inputs and target. */
  readonly means: Readonly<Record<string, readonly [of: (x: readonly number[], y: number) => number, mean: number]>>
  /** What is refused, and with what words. */
  readonly refused: readonly (readonly [make: () => Dataset, message: string])[]
}

const FOLDER = new URL('../src/generators/', import.meta.url)

/** The generators of the folder, by name, with their cases. */
export async function generatorCases(): Promise<readonly (readonly [name: string, cases: GeneratorCases])[]> {
  const files = readdirSync(FOLDER).filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'index.ts')
  return Promise.all(
    files.sort().map(async (file) => {
      const name = file.slice(0, -'.ts'.length)
      return [name, (await import(new URL(`${name}.cases.ts`, FOLDER).href)).cases as GeneratorCases] as const
    }),
  )
}

/** An example's numbers. */
export function rowOf(array: NdArray, row: number): readonly number[] {
  const width = array.data.length / array.shape[0]!
  return Array.from(array.data.subarray(row * width, (row + 1) * width))
}
