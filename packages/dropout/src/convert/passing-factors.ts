import type { Layer } from '@thinned/nn'
import { DropoutError } from '../dropout-error.ts'

/** The layers whose weight takes a factor of their input. */
const weighted = new Set(['linear', 'conv1d', 'conv2d', 'conv3d'])

/** The layers that give c · y for c · x, c > 0, whatever mask they draw. */
const homogeneous = new Set([
  ...['relu', 'leakyRelu', 'flatten', 'reshape', 'permute'],
  ...['maxPool1d', 'maxPool2d', 'maxPool3d', 'averagePool1d', 'averagePool2d', 'averagePool3d'],
  ...['globalMaxPool', 'globalAveragePool', 'dropout', 'channelDropout', 'lockedDropout', 'dropPath', 'dropBlock'],
  'gaussianDropout',
])

interface Place {
  readonly from: Layer
  readonly into: Layer
  readonly path: string
}

/**
 * What each parameter of `from` is multiplied by in `into`, by path, where the two differ in the scale of their dropout layers: the factors of the
 * layers between a weight and the weight before it.
 *
 * @throws {DropoutError} where they differ otherwise, or a factor cannot pass.
 */
export function passingFactors(from: Layer, into: Layer): ReadonlyMap<string, number> {
  const factors = new Map<string, number>()
  const left = walk({ from, into, path: '' }, 1, factors)
  if (left !== 1)
    throw new DropoutError(
      'convertScaling was given a model that ends in dropout of another scale, with no weight behind it to take keep. Leave the last dropout out, or give it the same scale in both.',
    )
  return factors
}

/** Notes the factors of a layer's parameters; takes and gives the factor by which the input and the output of both models differ. */
function walk(place: Place, arriving: number, factors: Map<string, number>): number {
  const { from, into, path } = place
  checkAlike(place)
  const own = Object.keys(from.parameters).map((name) => path + name)
  for (const name of own) factors.set(name, 1)
  const names = Object.keys(from.children)
  const child = (name: string): Place => ({
    from: from.children[name]!,
    into: into.children[name]!,
    path: `${path}${name}/`,
  })
  if (from.kind === 'sequential') return names.reduce((factor, name) => walk(child(name), factor, factors), arriving)
  if (names.length > 0) return apart(place, arriving, names.map(child), factors)
  const leaving = arriving * dropoutFactor(place)
  if (leaving === 1) return 1
  if (weighted.has(from.kind)) {
    factors.set(`${path}weight`, leaving)
    return 1
  }
  if (homogeneous.has(from.kind)) return leaving
  throw cannotPass(place)
}

/** A parent with ways of its own: what it gives to its children, and what they give, has to be as before, in a residual at the ends of its branch. */
function apart(place: Place, arriving: number, children: readonly Place[], factors: Map<string, number>): number {
  const { shortcut } = place.from.children
  const inBranch = ({ from }: Place): boolean => place.from.kind === 'residual' && from !== shortcut
  const chains = [children.filter(inBranch), ...children.filter((child) => !inBranch(child)).map((child) => [child])]
  const leaving = chains.map((chain) => chain.reduce((factor, child) => walk(child, factor, factors), 1))
  if (arriving !== 1 || leaving.some((factor) => factor !== 1)) throw cannotPass(place)
  return 1
}

/** What a kept element of `into` is, of the same in `from`, turned round: keep where `from` only masks and `into` divides by keep. */
function dropoutFactor({ from, into }: Place): number {
  const [before, after] = [from, into].map(({ options }) => options['scale'] ?? 'training')
  if (from.kind !== 'dropout' || before === after) return 1
  const keep = from.options['keep'] as number
  if (keep === 0)
    throw new DropoutError(
      'convertScaling was given a dropout with keep 0, after which no weight matters: there is nothing to convert.',
    )
  return before === 'evaluation' ? keep : 1 / keep
}

function checkAlike({ from, into, path }: Place): void {
  const [before, after] = [from, into].map(described)
  if (before !== after)
    throw new DropoutError(
      `convertScaling was given models that differ at ${path === '' ? 'the root' : path.slice(0, -1)}: ${before} and ${after}; only the scale of dropout may differ. Build both with one function of the scale.`,
    )
}

function described({ kind, options, children }: Layer): string {
  const { scale: _, ...settings } = options
  return JSON.stringify({ kind, ...(kind === 'dropout' ? settings : options), children: Object.keys(children) })
}

function cannotPass({ from, path }: Place): DropoutError {
  return new DropoutError(
    `convertScaling was given a model in which a factor keep would have to pass ${path.slice(0, -1) || `the ${from.kind}`} (${from.kind}), which is not linear in the scale of its input. Put that dropout directly before a linear or convolutional layer, or give it the same scale in both.`,
  )
}
