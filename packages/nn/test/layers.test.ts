import { key } from '@thinned/rng'
import {
  add,
  backward,
  checkGradient,
  isFloat,
  mul,
  noGrad,
  reference,
  type Shape,
  scope,
  sum,
  type Tensor,
} from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import * as nn from '../src/index.ts'
import { createPass, flattenParams, init, type Layer, type Mode, mapParams } from '../src/index.ts'
import { blend } from './blend.ts'
import { testDropout, testZoneout } from './dropout-layer.ts'
import { entriesOf, titled } from './entries.ts'
import { takenJunk } from './junk-options.ts'
import { defaultCases, inputsOf, type LayerCase, type LayerCases } from './layer-cases.ts'

// What holds of every layer of the folder, over its cases: an entry is found by its file.

const entries = await entriesOf<LayerCases>('layers', defaultCases)
const passOf = (mode: Mode) => createPass(mode === 'evaluate' ? { mode } : { mode, key: key('pass') })
const modes = ['train', 'evaluate', 'sample'] as const
const batches = [0, 1, 3] as const

function ready({ make }: LayerCase, dtype: 'float32' | 'float64' = 'float32'): Layer {
  const layer = make()
  init(layer, key('layer'), { dtype })
  return layer
}

const read = (x: Tensor): ArrayLike<number> => x.readSync()
const live = (): number => reference.memory().buffers

/** Those of the package, and of the layers that only tests have. */
const factories: Readonly<Record<string, nn.LayerFactory>> = {
  ...nn.layerFactories,
  thin: ({ keep }: { readonly keep: number }) => testDropout(keep),
  hold: ({ keep }: { readonly keep: number }) => testZoneout(keep),
  blend: ({ units }: { readonly units: number }) => blend(units),
}

const kinds = new Set(Object.keys(nn.layerFactories))

test('every kind of layer of the folder has a factory', () => {
  expect(Object.keys(nn.layerFactories).sort()).toEqual(entries.map(({ name }) => name).sort())
})

test.each(entries)('$file: $name has cases, and makes the kind that it is named after', ({ name, cases }) => {
  expect(nn).toHaveProperty(name)
  expect(Object.keys(cases ?? {})).not.toEqual([])
  for (const { make } of Object.values(cases!)) expect(make().kind).toBe(name)
})

test.each(entries)('the options of $name are JSON, and other settings show', ({ cases = {} }) => {
  const described = Object.values(cases).map(({ make }) => JSON.stringify(describeLayer(make())))
  for (const { make } of Object.values(cases))
    expect(JSON.parse(JSON.stringify(make().options))).toEqual(make().options)
  expect(new Set(described).size).toBe(described.length)
})

function describeLayer({ kind, options, children }: Layer): unknown {
  return [kind, options, Object.entries(children).map(([name, child]) => [name, describeLayer(child)])]
}

describe.each(titled(entries))('%s', (_, one) => {
  const { make, input, refused } = one

  test('gradients of inputs and of every parameter agree with central differences in float64', () => {
    for (const mode of modes) {
      const layer = ready(one, 'float64')
      const [x, params] = [inputsOf(one, 3, { dtype: 'float64' }), flattenParams(layer.params)]
      const paths = Object.keys(params)
      const ofInputs = isFloat(x.dtype)
      const forward = (...leaves: Tensor[]): Tensor => {
        const inputs = ofInputs ? leaves.shift()! : x
        return layer.forward(
          inputs,
          passOf(mode),
          mapParams(layer.params, (_, path) => leaves[paths.indexOf(path)]!),
        )
      }
      expect(checkGradient(forward, [...(ofInputs ? [x] : []), ...Object.values(params)])).toBeLessThan(1e-6)
    }
  })

  test('what comes out has the shape that was announced, in every mode and for batches of any size that the layer takes', () => {
    const layer = ready(one)
    const announced = layer.outputShape(input)
    const smallest = nn.smallestBatch(layer, input).examples
    for (const mode of modes)
      for (const batch of batches) {
        if (mode === 'train' && batch < smallest) {
          expect(() => layer.forward(inputsOf(one, batch), passOf(mode)), `${batch} examples`).toThrow(nn.NnError)
          continue
        }
        const y = layer.forward(inputsOf(one, batch), passOf(mode))
        expect([mode, ...y.shape]).toEqual([mode, batch, ...announced])
        expect(y.dtype).toBe('float32')
      }
  })

  test('the same pass gives the same, whatever was computed between', () => {
    for (const mode of modes) {
      const [layer, x] = [ready(one), inputsOf(one, 3)]
      const first = read(layer.forward(x, passOf(mode)))
      layer.forward(inputsOf(one, 2), passOf(mode))
      expect(read(layer.forward(x, passOf(mode)))).toEqual(first)
    }
  })

  test('the parameters that forward is given are those it uses, each of them', () => {
    const [layer, x] = [ready(one), inputsOf(one, 3)]
    const other = mapParams(layer.params, (tensor) => add(mul(tensor, 0.5), 0.25))
    const replaced = ready(one)
    replaced.params = other
    const expected = read(layer.forward(x, passOf('train'), other))
    expect(expected).toEqual(read(replaced.forward(x, passOf('train'))))
    for (const changed of Object.keys(flattenParams(layer.params))) {
      const all = mapParams(other, (tensor, path) => (path === changed ? add(mul(tensor, -2), 0.1) : tensor))
      expect(read(layer.forward(x, passOf('train'), all)), changed).not.toEqual(expected)
    }
  })

  test('its config, gone through JSON, makes the same layer', () => {
    const layer = ready(one)
    const again = nn.fromConfig(JSON.parse(JSON.stringify(nn.toConfig(layer))), { layers: factories }) as Layer
    const declared = (model: Layer) =>
      Object.entries(nn.declaredParameters(model)).map(([path, { shape }]) => [path, shape])
    expect(declared(again)).toEqual(declared(layer))
    expect(nn.toConfig(again)).toEqual(nn.toConfig(layer))
    expect(again.outputShape(input)).toEqual(layer.outputShape(input))
    if (Object.keys(layer.state).length > 0) again.state = layer.state
    for (const mode of modes) {
      const x = inputsOf(one, 3)
      expect(read(again.forward(x, passOf(mode), layer.params))).toEqual(read(layer.forward(x, passOf(mode))))
    }
  })

  test('junk in the place of its options is refused, or they take such values', () => {
    expect(takenJunk(JSON.parse(JSON.stringify(nn.toConfig(make()))), { layers: factories }, kinds)).toEqual([])
  })

  test('it follows the scale of its input as it declares', () => {
    const { scaling } = make()
    if (!scaling) return
    const layer = ready(one)
    const x = inputsOf(one, 3)
    const halved = mapParams(layer.params, (tensor, path) => (path === 'weight' ? mul(tensor, 0.5) : tensor))
    for (const mode of modes) {
      const scaled = layer.forward(mul(x, 2), passOf(mode), scaling === 'linear' ? halved : layer.params)
      const y = layer.forward(x, passOf(mode))
      // A power of 2 rounds nothing.
      expect(read(scaled)).toEqual(read(scaling === 'linear' ? y : mul(y, 2)))
    }
  })

  test('without its parameters it is refused with a sentence', () => {
    const layer = make()
    if (!nn.isInitialized(layer))
      expect(() => layer.forward(inputsOf(one, 3), passOf('evaluate'))).toThrow(
        /has no parameters yet\. Call init\(model, key\) first/,
      )
  })

  test('inputs of a wrong shape are refused, and the shape named', () => {
    const layer = ready(one)
    for (const shape of refused) {
      const x = inputsOf({ ...one, input: shape }, 3)
      for (const run of [() => layer.outputShape(shape), () => layer.forward(x, passOf('evaluate'))])
        expectRefusal(run, shape)
    }
  })

  test('steps leave nothing behind, in a scope or out of it', () => {
    const layer = ready(one)
    const x = inputsOf(one, 3)
    const step = (): void => {
      scope(() => {
        const loss = sum(layer.forward(x, passOf('train')))
        if (loss.requiresGrad) backward(loss, flattenParams(layer.params))
      })
      layer.forward(x, passOf('train')).dispose()
      noGrad(() => layer.forward(x, passOf('sample')).dispose())
      layer.forward(x, passOf('evaluate')).dispose()
    }
    step()
    const before = live()
    step()
    expect(live()).toBe(before)
  })
})

/** One sentence or more, of an error of ours, that prints the shape, or the part of it that is wrong. */
function expectRefusal(run: () => unknown, shape: Shape): void {
  let error: Error | undefined
  try {
    run()
  } catch (thrown) {
    error = thrown as Error
  }
  expect(error, `[${shape}] is taken`).toBeDefined()
  expect(error!.constructor.name).toMatch(/^(Nn|Tensor)Error$/)
  const named = Array.from(error!.message.matchAll(/\[(?:batch(?:, )?)?([\d, ]*)\]/g), ([, extents]) => extents!)
  const printed = [3, ...shape].join(', ')
  const prints = (extents: string): boolean =>
    extents === '' ? shape.length === 0 : printed.endsWith(extents) || printed.includes(`${extents}, `)
  expect(named.some(prints), error!.message).toBe(true)
  expect(error!.message).toMatch(/\.$/)
}
