import { globSync } from 'node:fs'
import { basename } from 'node:path'
import type { NdArray } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { batchNorm, init, linear, relu, sequential } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { reference, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { warningsOf } from '../warnings-of.ts'
import * as rules from './index.ts'
import type { WarningRule } from './kit/warning.ts'
import type { WarningCases } from './kit/warning-cases.ts'

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const files = globSync('*.ts', { cwd: import.meta.dirname }).filter(
  (file) => !/^index|\.(?:test|cases)\.ts$/.test(file),
)
const found = await Promise.all(
  files.map(async (file) => {
    const name = basename(file, '.ts')
    const { cases } = (await import(`./${name}.cases.ts`)) as { cases: WarningCases }
    return { kind: camel(name), cases }
  }),
)
const casesOf = (part: 'raises' | 'passes') =>
  found.flatMap(({ kind, cases }) =>
    Object.entries<object>(cases[part]).map(([name, given]) => ({ kind, name, given })),
  )

test('each file of the folder is a kind of warning, with models that raise it and models that do not', () => {
  expect(found.map(({ kind }) => kind).sort()).toEqual(Object.keys(rules).sort())
  for (const { cases } of found)
    for (const part of Object.values(cases)) expect(Object.keys(part).length).toBeGreaterThan(1)
})

test.each(casesOf('raises'))('$kind is raised: $name', ({ kind, given }) => {
  const { model, options, path, says } = given as WarningCases['raises'][string]
  const { source } = new Map<string, WarningRule>(Object.entries(rules)).get(kind)!
  expect(warningsOf(model, options)).toEqual([{ kind, path, sentence: expect.stringContaining(says), source }])
})

test.each(casesOf('passes'))('$kind is not raised: $name', ({ given }) => {
  const { model, options } = given as WarningCases['passes'][string]
  expect(warningsOf(model, options)).toEqual([])
})

test('nothing is left behind, and the model stays as it is', () => {
  const { model, options } = found.find(({ kind }) => kind === 'beforeBatchNorm')!.cases.raises[
    'measured, where there are parameters and inputs'
  ]!
  const [before, { buffers }] = [model.state, reference.memory()]
  const { data, shape } = options!.inputs as NdArray
  const values = tensor(data, { shape })
  expect(warningsOf(model, { inputs: values })).toEqual(warningsOf(model, options))
  values.dispose()
  expect(reference.memory().buffers).toBe(buffers)
  expect(model.state).toEqual(before)
})

test('the measured shift is that of the formula: ((σ² + μ²) / keep − μ²) / σ² for values of mean μ and variance σ²', () => {
  const model = sequential(dropout({ keep: 0.5 }), batchNorm(8))
  init(model, key(1))
  const data = normal(key(2), 80_000).map((value) => 1 + value)
  const { sentence } = warningsOf(model, { inputs: { data, shape: [10_000, 8] } }).find(
    ({ kind }) => kind === 'beforeBatchNorm',
  )!
  expect(Math.abs(Number(sentence.match(/inputs (\S+) times/)![1]) - 3)).toBeLessThan(0.05)
})

test('what is no model, or does not fit it, is refused', () => {
  expect(() => warningsOf(undefined as never)).toThrow('warningsOf was given no model; it takes a layer')
  const model = sequential(linear(4, 8), relu())
  init(model, key(1))
  const inputs = { data: new Float32Array(6), shape: [2, 3] }
  expect(() => warningsOf(model, { inputs })).toThrow('linear(4, 8) takes [batch, 4], but was given [batch, 3]')
  expect(() => warningsOf(model, { inputs: [1, 2] as never })).toThrow('warningsOf was given inputs')
})
