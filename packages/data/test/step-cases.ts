import { readdirSync } from 'node:fs'
import type { Column, Step } from '../src/index.ts'

/** One way of using a step, and what it must make of a column. */
export interface StepCase {
  readonly step: Step
  /** The column to fit on. */
  readonly train: Column
  /** The column to apply to. */
  readonly input: Column
  readonly expected: readonly Column[]
}

/** What the suite must know of a step of preprocessing: it lies beside it, in `<name>.cases.ts`. */
export type StepCases = Readonly<Record<string, StepCase>>

const FOLDER = new URL('../src/preprocess/steps/', import.meta.url)

/** The cases of every step of the folder, titled. */
export async function stepCases(): Promise<readonly (readonly [title: string, one: StepCase])[]> {
  const files = readdirSync(FOLDER).filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && file !== 'index.ts')
  const cases = files.sort().map(async (file) => {
    const { cases: ofFile } = (await import(new URL(file.replace(/ts$/, 'cases.ts'), FOLDER).href)) as {
      cases: StepCases
    }
    return Object.entries(ofFile).map(([title, one]) => [`${file.slice(0, -'.ts'.length)}, ${title}`, one] as const)
  })
  return (await Promise.all(cases)).flat()
}

/** Numbers, null where one is missing. */
export function numbers(name: string, ...values: readonly (number | null)[]): Column {
  return { kind: 'number', name, values: Float64Array.from(values, (value) => value ?? Number.NaN) }
}

/** Categories, null where one is missing. */
export function categories(name: string, list: readonly string[], ...values: readonly (string | null)[]): Column {
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : list.indexOf(value)))
  return { kind: 'category', name, codes, categories: list }
}
