import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeSafetensors, twoMoons } from '@thinned/data'
import { flattenParams, init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeEntries } from '../checkpoint/tensor-file.ts'
import { loadWeights } from '../checkpoint/weights-file.ts'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { fileCheckpoint } from './file-checkpoint.ts'

/** The end of a temporary file's name whose process has ended: no system gives so high an id. */
const ENDED = '99999999.0123456789abcdef.tmp'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-checkpoint-'))
  path = join(folder, 'run.safetensors')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = (...values: number[]) => Uint8Array.from(values)
const build = (hidden = 4) => sequential(linear(2, hidden), relu(), linear(hidden, 2))
const settings: Omit<FitOptions, 'checkpoint'> = {
  data: { train: twoMoons({ size: 20, key: key(1) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(2),
}
const resume = (changed: Partial<FitOptions> = {}, model: Layer = build()) =>
  fit(model, { ...settings, resume: true, checkpoint: { store: fileCheckpoint(path) }, ...changed })

test('what was saved last is read, and nothing else lies beside it', async () => {
  const store = fileCheckpoint(path)
  expect(await store.load()).toBeUndefined()
  await store.save(bytes(1, 2, 3))
  await store.save(bytes(4))
  expect(Uint8Array.from((await store.load())!)).toEqual(bytes(4))
  expect(readdirSync(folder)).toEqual(['run.safetensors'])
})

test('saves at once are done one after another, each whole, while loads remove nothing of theirs', async () => {
  const one = (value: number) => new Uint8Array(300_000).fill(value)
  for (let round = 0; round < 10; round++) {
    const stores = [1, 2, 3, 4].map((value) => [value, fileCheckpoint(path)] as const)
    await Promise.all(stores.flatMap(([value, store]) => [store.save(one(value)), store.load()]))
    expect(new Set(readFileSync(path))).toEqual(new Set([4]))
    expect(readdirSync(folder)).toEqual(['run.safetensors'])
  }
  const worker = `.run.safetensors.${process.pid}.0123456789abcdef.tmp`
  writeFileSync(join(folder, worker), '')
  await fileCheckpoint(path).load()
  expect(readdirSync(folder)).toContain(worker)
})

test('of four runs at once on one path the first ends, and the others are refused', async () => {
  const runs = await Promise.allSettled(
    [1, 2, 3, 4].map(() => fit(build(), { ...settings, checkpoint: { store: fileCheckpoint(path), everySteps: 1 } })),
  )
  expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  for (const run of runs.slice(1))
    expect((run as PromiseRejectedResult).reason).toMatchObject({
      name: 'TrainError',
      code: 'in-use',
      message: expect.stringContaining(`Another run writes the checkpoint ${path} (in this thread)`),
    })
  expect(readdirSync(folder)).toEqual(['run.safetensors'])
  expect(await resume()).toMatchObject({ steps: 4 })
})

test('a run that fails, or is refused, lets go of the file', async () => {
  const store = fileCheckpoint(path)
  const broken = [{ step: () => Promise.reject(new Error('no')) }]
  await expect(fit(build(), { ...settings, checkpoint: { store }, callbacks: broken })).rejects.toThrow('no')
  await expect(resume({ batchSize: 5 })).rejects.toThrow('belongs to another run')
  expect(readdirSync(folder)).toEqual(['run.safetensors'])
  expect(await resume()).toMatchObject({ steps: 4 })
})

test('what an interrupted write left does no harm and is removed, and other files are left alone', async () => {
  const whole = build()
  await fit(whole, { ...settings, checkpoint: { store: fileCheckpoint(path) } })
  const half = readFileSync(path).subarray(0, 100)
  writeFileSync(join(folder, `.run.safetensors.${ENDED}`), half)
  // The write of another checkpoint, whose name begins with this one's, and files of the user's own.
  const others = [`.run.safetensors.b.${ENDED}`, '.run.safetensors.tmp', 'run.safetensors.1.tmp']
  for (const name of others) writeFileSync(join(folder, name), half)
  const resumed = build()
  expect(await resume({}, resumed)).toMatchObject({ steps: 4 })
  const weights = (model: Layer) => Object.values(flattenParams(model.params)).map((weight) => weight.readSync())
  expect(weights(resumed)).toEqual(weights(whole))
  expect(readdirSync(folder).sort()).toEqual([...others, 'run.safetensors'].sort())
})

test('a file that is cut off or damaged is named, with what is wrong with it', async () => {
  await resume()
  const whole = readFileSync(path)
  const broken = {
    'are announced|is announced': whole.subarray(0, 100),
    'damaged or cut off|needs \\d+ bytes': whole.subarray(0, -4),
    'has at least 8 bytes': whole.subarray(0, 0),
    'are not a JSON object': whole.with(9, 0),
    'has no metadata "thinned"': Buffer.from(whole.toString('latin1').replace('"thinned"', '"thinner"'), 'latin1'),
    JSON: Buffer.from(whole.toString('latin1').replace('{\\"format', '[\\"format'), 'latin1'),
  }
  for (const [reason, content] of Object.entries(broken)) {
    writeFileSync(path, content)
    const error = await resume().catch((thrown: Error) => thrown)
    expect(error).toBeInstanceOf(Error)
    const { name, message } = error as Error
    expect(name).toBe('TrainError')
    expect(message.startsWith(`The checkpoint ${path} cannot be read: `)).toBe(true)
    expect(message).toMatch(new RegExp(reason))
    expect(message).toContain('or start afresh with resume: false.')
  }
})

test('a tensor that is missing or of another kind is named, and nothing is restored', async () => {
  await resume()
  const { tensors, metadata } = decodeSafetensors(readFileSync(path))
  const { 'model/linear2/bias': bias, ...rest } = tensors
  for (const [changed, reason] of [
    [rest, 'has no tensor at model/linear2/bias, where this run has F32 [2].'],
    [
      { ...rest, 'model/linear2/bias': { ...bias!, shape: [1, 2] } },
      'has F32 [1, 2] at model/linear2/bias, where this run has F32 [2].',
    ],
  ] as const) {
    writeFileSync(path, encodeEntries(changed, metadata['thinned']!))
    const model = build()
    init(model, key(5))
    const first = flattenParams(model.params)['linear1/weight']!
    const before = first.readSync()
    await expect(resume({}, model)).rejects.toThrow(`The checkpoint ${path} ${reason}`)
    expect(first.readSync()).toEqual(before)
  }
})

test.each([
  [2, 'An older version wrote it: finish the run with that version, or start again with resume: false.'],
  [4, 'A newer version wrote it: update this package.'],
])('a checkpoint of format %i is refused, with what to do; its weights are read', async (format, remedy) => {
  await resume()
  const { tensors, metadata } = decodeSafetensors(readFileSync(path))
  const other = metadata['thinned']!.replace('"format":3', `"format":${format}`)
  expect(other).not.toBe(metadata['thinned'])
  writeFileSync(path, encodeEntries(tensors, other))
  await expect(resume()).rejects.toThrow(
    `The checkpoint ${path} has the format ${format}, but this version reads format 3. ${remedy} loadWeights takes its weights, from which`,
  )
  const model = build()
  loadWeights(model, readFileSync(path))
  expect(flattenParams(model.params)['linear1/weight']!.readSync()).toEqual(tensors['model/linear1/weight']!.data)
})

test('a checkpoint of another model, of other data or of another optimizer: the message names what differs', async () => {
  await resume()
  const refused = (changed: Partial<FitOptions>, model?: Layer) => expect(resume(changed, model)).rejects
  await refused({}, build(5)).toThrow(
    `The checkpoint ${path} belongs to another run: model.children.linear1.outputs was 4 and is 5; model.children.linear2.inputs was 4 and is 5. Give`,
  )
  await refused({}, sequential(linear(2, 2))).toThrow('model.children.relu1 was {"kind":"relu"} and is absent')
  await refused({ optimizer: sgd({ learningRate: 0.2, momentum: 0.9 }) }).toThrow(
    'another run: optimizer.learningRate was 0.1 and is 0.2; optimizer.momentum was 0 and is 0.9. Give',
  )
  await refused({ data: { train: twoMoons({ size: 20, key: key(9) }) } }).toThrow(
    /another run: training data was ".*" and is ".*"\. Give/,
  )
})

test('best checkpoints lie beside the file, and what was left of their writing is removed with what was left of its own', async () => {
  const store = fileCheckpoint(path)
  await store.sibling!('best-1').save(bytes(1, 2))
  await store.save(bytes(3))
  const others = [
    `.other.best-1.safetensors.${ENDED}`,
    `.run.best-1.b.safetensors.${ENDED}`,
    `.run.b.safetensors.${ENDED}`,
  ]
  for (const name of [`.run.best-12.safetensors.${ENDED}`, ...others]) writeFileSync(join(folder, name), '')
  expect(Uint8Array.from((await store.load())!)).toEqual(bytes(3))
  expect(readdirSync(folder).sort()).toEqual([...others, 'run.best-1.safetensors', 'run.safetensors'].sort())
  expect(Uint8Array.from((await store.sibling!('best-1').load())!)).toEqual(bytes(1, 2))
  expect(readdirSync(folder).length).toBe(5)
  const bare = fileCheckpoint(join(folder, 'run'))
  await bare.sibling!('best-2').save(bytes(5))
  writeFileSync(join(folder, `.run.best-2.${ENDED}`), '')
  expect(await bare.load()).toBeUndefined()
  expect(readdirSync(folder).filter((name) => name.includes('best-2'))).toEqual(['run.best-2'])
})

test('a folder that does not exist is refused before anything is trained, and one that vanishes with the file named', async () => {
  expect(() => fileCheckpoint(join(folder, 'no', 'run.safetensors'))).toThrow(
    `There is no folder ${join(folder, 'no')} to keep the checkpoint run.safetensors in; make it first.`,
  )
  writeFileSync(join(folder, 'file'), '')
  expect(() => fileCheckpoint(join(folder, 'file', 'run.safetensors'))).toThrow('There is no folder')
  const store = fileCheckpoint(path)
  rmSync(folder, { recursive: true })
  await expect(store.save(bytes(1))).rejects.toThrow(`The checkpoint ${path} cannot be written: ENOENT`)
})

test('a folder in the place of the file is refused by name, and no temporary file stays', async () => {
  mkdirSync(join(path, 'inner'), { recursive: true })
  const store = fileCheckpoint(path)
  await expect(store.load()).rejects.toThrow(`The checkpoint ${path} cannot be read: EISDIR`)
  await expect(store.save(bytes(1))).rejects.toThrow(`The checkpoint ${path} cannot be written:`)
  expect(readdirSync(folder)).toEqual(['run.safetensors'])
})
