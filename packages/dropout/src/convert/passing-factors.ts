import type { Layer } from '@thinned/nn'
import { DropoutError } from '../dropout-error.ts'

interface LayerPair {
  readonly from: Layer
  readonly into: Layer
  readonly path: string
}

/**
 * The factor of each parameter from `from` to `into`, by path. The two models differ in the scale of their dropout layers alone. The factor of a
 * weight is the product of the factors of the dropout layers between it and the weight before it.
 *
 * @throws {DropoutError} if the models differ otherwise, or a factor cannot pass a layer.
 */
export function passingFactors(from: Layer, into: Layer): ReadonlyMap<string, number> {
  const factors = new Map<string, number>()
  const output = walk({ from, into, path: '' }, 1, factors)
  if (output !== 1)
    throw new DropoutError(
      'convertScaling was given a model that ends in dropout of another scale, with no weight behind it to take keep. Leave the last dropout out, or give it the same scale in both.',
    )
  return factors
}

/** Notes the factors of a pair's parameters. Takes the factor between the two inputs, returns the factor between the two outputs. */
function walk(pair: LayerPair, input: number, factors: Map<string, number>): number {
  const { from, into, path } = pair
  checkAlike(pair)
  for (const name of Object.keys(from.parameters)) factors.set(path + name, 1)
  const children = Object.keys(from.children).map(
    (name): LayerPair => ({
      from: from.children[name]!,
      into: into.children[name]!,
      path: `${path}${name}/`,
    }),
  )
  if (from.kind === 'sequential') return children.reduce((factor, child) => walk(child, factor, factors), input)
  if (children.length > 0) return walkBranches(pair, input, children, factors)
  const output = input * dropoutFactor(pair)
  if (output === 1) return 1
  if (from.scaling === 'linear') {
    factors.set(`${path}weight`, output)
    return 1
  }
  if (from.scaling === 'homogeneous') return output
  throw cannotPass(pair)
}

/**
 * A parent other than a sequence. No factor may enter it, and none may leave its children: each child alone, or, in a residual, the chain of
 * its branch.
 */
function walkBranches(
  pair: LayerPair,
  input: number,
  children: readonly LayerPair[],
  factors: Map<string, number>,
): number {
  const { shortcut } = pair.from.children
  const inBranch = ({ from }: LayerPair): boolean => pair.from.kind === 'residual' && from !== shortcut
  const chains = [children.filter(inBranch), ...children.filter((child) => !inBranch(child)).map((child) => [child])]
  const outputs = chains.map((chain) => chain.reduce((factor, child) => walk(child, factor, factors), 1))
  if (input !== 1 || outputs.some((factor) => factor !== 1)) throw cannotPass(pair)
  return 1
}

/** The inverse of the factor between the two outputs of dropout: keep if `from` only masks and `into` divides by keep. */
function dropoutFactor({ from, into }: LayerPair): number {
  const [before, after] = [from, into].map(({ options }) => options['scale'] ?? 'training')
  if (from.kind !== 'dropout' || before === after) return 1
  const keep = from.options['keep'] as number
  if (keep === 0)
    throw new DropoutError(
      'convertScaling was given a dropout with keep 0, after which no weight matters: there is nothing to convert.',
    )
  return before === 'evaluation' ? keep : 1 / keep
}

function checkAlike({ from, into, path }: LayerPair): void {
  const [before, after] = [from, into].map(configWithoutScale)
  if (before !== after)
    throw new DropoutError(
      `convertScaling was given models that differ at ${path === '' ? 'the root' : path.slice(0, -1)}: ${before} and ${after}; only the scale of dropout may differ. Build both with one function of the scale.`,
    )
}

function configWithoutScale({ kind, options, children }: Layer): string {
  const { scale: _, ...settings } = options
  return JSON.stringify({ kind, ...(kind === 'dropout' ? settings : options), children: Object.keys(children) })
}

function cannotPass({ from, path }: LayerPair): DropoutError {
  return new DropoutError(
    `convertScaling was given a model in which a factor keep would have to pass ${path.slice(0, -1) || `the ${from.kind}`} (${from.kind}), which is not linear in the scale of its input. Put that dropout directly before a linear or convolutional layer, or give it the same scale in both.`,
  )
}
