import { readdirSync } from 'node:fs'
import { channelDropout, dropConnect, dropout } from '@thinned/dropout'
import { init, initializers, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { ones, tensor } from '@thinned/tensor'
import * as thinned from 'thinned'
import { expect, test } from 'vitest'
import { measure } from './compute.ts'
import { members } from './members.ts'
import { type Picture, passOf, pictureOf } from './picture.ts'

const settings = { keep: 0.6, setting: 0, seed: 1, step: 3 }
const sizes = ({ down, across, y, x }: Picture) => [down, across, y, x].map(({ name, size }) => `${name} ${size}`)
const kept = ({ dropped }: Picture) => Array.from(dropped, (gone) => 1 - gone)

test('every file of the variants is a member, exported by the front door under its name', () => {
  const files = readdirSync(`${import.meta.dirname}/../../../../../packages/dropout/src/variants`)
  const names = files
    .filter((file) => file.endsWith('.facts.ts'))
    .map((file) => file.slice(0, -'.facts.ts'.length).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()))
  expect(members.map(({ name }) => name).sort()).toEqual(names.sort())
  for (const { name, importLine } of members) {
    expect(thinned).toHaveProperty(name)
    expect(importLine).toBe(`import { ${name} } from 'thinned'`)
  }
})

test.for(members.map(({ name }) => name))('%s has a picture, the same for the same step', (name) => {
  const picture = pictureOf(name, { ...settings, keep: 0.75 })
  const cells = picture.down.size * picture.across.size * picture.y.size * picture.x.size
  expect([picture.values.length, picture.dropped.length]).toEqual([cells, cells])
  expect(picture.values.every(Number.isFinite)).toBe(true)
  expect(pictureOf(name, { ...settings, keep: 0.75 })).toEqual(picture)
})

test('a picture is the mask of the library: channels are tiles', () => {
  const x = ones([3, 8, 8, 4])
  const picture = pictureOf('dropout', settings)
  expect(sizes(picture)).toEqual(['example 3', 'channel 4', 'row 8', 'column 8'])
  const mask = dropout({ keep: 0.6 }).mask(x, passOf(settings)).readSync()
  const at = (example: number, channel: number, row: number, column: number) =>
    mask[((example * 8 + row) * 8 + column) * 4 + channel]
  const tiles = kept(picture)
  expect(tiles[0]).toBe(at(0, 0, 0, 0))
  expect(tiles[((1 * 4 + 2) * 8 + 5) * 8 + 7]).toBe(at(1, 2, 5, 7))
  const channels = channelDropout({ keep: 0.6 }).mask(x, passOf(settings)).readSync()
  expect(kept(pictureOf('channelDropout', settings)).filter((_, i) => i % 64 === 0)).toEqual([...channels])
})

test('a picture of weights is relative to evaluation, with a mask for each example', () => {
  const picture = pictureOf('dropConnect', settings)
  expect(sizes(picture)).toEqual([' 1', 'example 2', 'input 12', 'unit 12'])
  const layer = dropConnect(linear(12, 12, { weight: initializers.ones }), { keep: 0.6 })
  init(layer, key(1))
  const x = tensor(
    Float32Array.from({ length: 24 * 12 }, (_, i) => (Math.floor(i / 12) % 12 === i % 12 ? 1 : 0)),
    {
      shape: [24, 12],
    },
  )
  const weights = [...layer.forward(x, passOf(settings)).readSync()]
  expect(kept(picture)).toEqual(weights.map(Math.sign))
  expect(picture.values[0]).toBeCloseTo(weights[0]!, 5)
})

test('equal words are dropped together by embeddingDropout', () => {
  const { tokens, dropped } = pictureOf('embeddingDropout', settings)
  const fates = new Map<number, number>()
  tokens!.forEach((token, i) => {
    expect(fates.get(token) ?? dropped[i]).toBe(dropped[i])
    fates.set(token, dropped[i]!)
  })
  expect(new Set(fates.values()).size).toBe(2)
})

test.for(['dropout', 'alphaDropout', 'dropBlock', 'layerDrop'])(
  'many draws of %s agree with what it declares',
  (name) => {
    const { mean, variance, shares, draws } = measure(name, settings)
    for (const { declared, measured, error } of [mean, variance])
      expect(Math.abs(measured - declared)).toBeLessThan(5 * error)
    expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(draws).toBeGreaterThan(900)
  },
)

test('the histogram of dropout has two values', () => {
  const { shares, binWidth } = measure('dropout', settings)
  expect([binWidth, shares.map(([value]) => value)]).toEqual([undefined, [0, 1.6667]])
  expect(shares[1]![1]).toBeCloseTo(0.6, 2)
})

test('an unknown variant is named, with those that there are', () => {
  expect(() => pictureOf('dropEverything', settings)).toThrow(
    'There is no variant dropEverything; there are alphaDropout,',
  )
})
