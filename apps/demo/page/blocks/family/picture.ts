import { type Axis, noiseOf, oneHot } from '@thinned/dropout/facts'
import { createPass, type Pass } from '@thinned/nn'
import { foldIn, key, uniform } from '@thinned/rng'
import { ones, type Shape, scope, sizeOf, type Tensor, tensor } from '@thinned/tensor'
import { type Facts, factsOf, layerOf, optionsOf } from './members.ts'
import type { Settings } from './state.ts'

export type PictureSettings = Pick<Settings, 'keep' | 'setting' | 'seed' | 'step'>

type Place = Axis | 'input' | 'unit'

/** One axis of a picture: what it counts, and how much. */
export interface Side {
  readonly name: Place | ''
  readonly size: number
}

/** What one pass does to a batch, as tiles of cells. Values are in the order down, across, y, x. */
export interface Picture {
  readonly down: Side
  readonly across: Side
  readonly y: Side
  readonly x: Side
  readonly values: Float32Array
  /** 1 where an element is dropped, replaced, removed or skipped. */
  readonly dropped: Uint8Array
  /** What noise does to a cell, and whether cells are inputs, weights or words. */
  readonly form: Facts['noise']['form']
  readonly of: 'inputs' | 'weights' | 'words'
  /** Whether cells are kept or dropped; otherwise noise gives each a value of its own. */
  readonly isSelect: boolean
  /** Whether what is dropped becomes another value than 0. */
  readonly isReplaced: boolean
  /** The input tokens of the cells, where inputs are tokens. */
  readonly tokens: Int32Array | undefined
}

/** How many there are of each in a picture. The features are as many as the variant states. */
const SIZES: Readonly<Partial<Record<Place, number>>> = {
  example: 3,
  row: 8,
  column: 8,
  channel: 4,
  time: 8,
  token: 12,
  head: 4,
  query: 8,
  key: 8,
}
const IMAGE: readonly Axis[] = ['example', 'row', 'column', 'channel']
/** Examples that are rows of a tile rather than tiles; examples of which the weights are shown. */
const [ROWS, WEIGHTS] = [10, 2]

/** Where an axis of a rank above 2 lies: between the tiles, or in a tile. */
const LIES: Readonly<Record<Place, 'tiles' | 'across' | 'y' | 'x'>> = {
  example: 'tiles',
  channel: 'across',
  head: 'across',
  row: 'y',
  query: 'y',
  feature: 'y',
  input: 'y',
  column: 'x',
  key: 'x',
  time: 'x',
  token: 'x',
  unit: 'x',
}

/** The pass of a step of training. */
export const passOf = ({ seed, step }: Pick<Settings, 'seed' | 'step'>): Pass =>
  createPass({ mode: 'train', key: foldIn(key(seed), step), step, steps: 100 })

/** What the variant does to a batch in this step: to inputs of 1, to tokens, or to the weights of a small layer. */
export function pictureOf(name: string, settings: PictureSettings): Picture {
  return scope(() => {
    const facts = factsOf(name)
    const { noise, tokens } = facts
    const options = optionsOf(facts, settings)
    const layer = layerOf(facts, options)
    const pass = passOf(settings)
    const { axes, shape, x } = inputOf(facts)
    if (noise.form === 'remove') return tiles(facts, axes, shape, staying(layer.forward(x, pass), x))
    const values = Float32Array.from(noiseOf(facts, layer, x, pass))
    const ids = tokens === undefined ? undefined : (x.readSync() as Int32Array)
    const given = ids !== undefined && noise.on !== 'weights' ? ids : undefined // tokens in, tokens out
    const away = Math.fround(noise.dropped?.(options) ?? 0)
    const isDropped = (value: number, i: number): boolean => {
      if (noise.form === 'skip') return value === 1
      if (noise.form !== 'select') return false
      return given === undefined ? Math.abs(value - away) < 1e-6 : value !== given[i]
    }
    const features = values.length / sizeOf(shape)
    const [allAxes, allSizes] =
      features > 1
        ? [
            [...axes, 'feature' as const],
            [...shape, features],
          ]
        : [axes, shape]
    const picture = tiles(facts, allAxes, allSizes, {
      values,
      dropped: Uint8Array.from(values, (v, i) => +isDropped(v, i)),
    })
    return {
      ...picture,
      isReplaced: given !== undefined || away !== 0,
      tokens: ids === undefined ? undefined : Int32Array.from(picture.values, (_, i) => ids[tokenAt(i, picture)]!),
    }
  })
}

/** The input of a picture, and what its axes are; of a layer with weights those of the weights, for each of some examples. */
function inputOf(facts: Facts): { axes: readonly Place[]; shape: Shape; x: Tensor } {
  const { noise, tokens, input } = facts
  const axes = facts.axes === 'any' ? IMAGE : facts.axes
  if (noise.on === 'weights' && tokens === undefined) {
    const [examples, width] = [WEIGHTS, input.at(-1)!]
    return {
      axes: ['example', 'input', 'unit'],
      shape: [examples, width, width],
      x: oneHot(facts, [examples * width, width]),
    }
  }
  const shape = axes.map((axis, i) => {
    if (axis === 'example' && axes.length === 2 && noise.on !== 'weights') return ROWS
    return SIZES[axis] ?? input[i]!
  })
  if (tokens !== undefined) {
    const ids = Int32Array.from(uniform(key('tokens'), sizeOf(shape)), (u) => Math.floor(u * tokens))
    return { axes, shape, x: tensor(ids, { shape }) }
  }
  if (noise.form === 'remove')
    return {
      axes,
      shape,
      x: tensor(
        Float32Array.from({ length: sizeOf(shape) }, (_, i) => i),
        { shape },
      ),
    }
  return { axes, shape, x: ones(shape) }
}

/** Which elements of an input of different numbers are in the output. */
function staying(y: Tensor, x: Tensor): { values: Float32Array; dropped: Uint8Array } {
  const there = new Set(y.readSync())
  const dropped = Uint8Array.from(x.readSync(), (number) => (there.has(number) ? 0 : 1))
  return { values: Float32Array.from(dropped, (gone) => 1 - gone), dropped }
}

/** Puts elements in the order of a batch into tiles: examples beside or below each other, channels beside each other. */
function tiles(
  { noise, tokens }: Facts,
  axes: readonly Place[],
  shape: Shape,
  { values, dropped }: { readonly values: Float32Array; readonly dropped: Uint8Array },
): Picture {
  const sides = axes.map((name, i) => ({ name, size: shape[i]! }))
  const side = (lies: 'tiles' | 'across' | 'y' | 'x'): Side =>
    sides.find(({ name }) => whereIn(axes, name) === lies) ?? { name: '', size: 1 }
  const [y, x] = [side('y'), side('x')]
  const [examples, channels] = [side('tiles'), side('across')]
  const isWide = channels.size === 1 && x.size <= 2 * y.size
  const [down, across] = isWide ? [channels, examples] : [examples, channels]
  const order = [down, across, y, x]
  const stride = (name: Side['name']): number =>
    name === '' ? 0 : sizeOf(shape.slice(axes.indexOf(name as Place) + 1))
  const steps = order.map(({ name }) => stride(name))
  const from = Int32Array.from({ length: values.length }, (_, i) => {
    let [rest, at] = [i, 0]
    for (let axis = 3; axis >= 0; axis--) {
      at += (rest % order[axis]!.size) * steps[axis]!
      rest = Math.floor(rest / order[axis]!.size)
    }
    return at
  })
  return {
    down,
    across,
    y,
    x,
    values: Float32Array.from(from, (i) => values[i]!),
    dropped: Uint8Array.from(from, (i) => dropped[i]!),
    form: noise.form,
    of: noise.on === 'weights' ? 'weights' : tokens === undefined ? 'inputs' : 'words',
    isSelect: noise.form !== 'multiply' && noise.form !== 'add',
    isReplaced: false,
    tokens: undefined,
  }
}

/** Where an axis lies. A batch of vectors is one tile: examples are its rows. */
function whereIn(axes: readonly Place[], name: Place): 'tiles' | 'across' | 'y' | 'x' {
  if (axes.length > 2) return LIES[name]
  return name === 'example' ? 'y' : 'x'
}

/** The place of a cell's token among those of the input, which have no axis of features. */
function tokenAt(cell: number, { down, across, y, x }: Picture): number {
  const tileOf = Math.floor(cell / (y.size * x.size))
  const row = Math.floor(cell / x.size) % y.size
  const example =
    y.name === 'example' ? row : down.name === 'example' ? Math.floor(tileOf / across.size) : tileOf % across.size
  return example * x.size + (cell % x.size)
}
