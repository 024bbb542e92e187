import { type AnyModel, declaredParameters, flattenParams, type JsonValue } from '@thinned/nn'
import type { RunOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'
import { matchPath } from './match-path.ts'
import type { Constraint, Optimizer } from './rules.ts'

/** How one parameter is updated; undefined where it is frozen. */
export interface ParameterRule {
  readonly optimizer: Optimizer
  readonly l1: number
  readonly l2: number
  readonly constraint: Constraint | undefined
}

/** The rule of each parameter by path, from the groups and the run's own settings. */
export function parameterRules(
  paths: readonly string[],
  options: RunOptions,
): Record<string, ParameterRule | undefined> {
  const { groups = [], optimizer, l1 = 0, l2 = 0, constraint } = options
  const membership = groupOf(paths, groups)
  return Object.fromEntries(
    paths.map((path) => {
      const group = groups[membership.get(path) ?? -1]
      if (group?.frozen) return [path, undefined]
      const rule: ParameterRule = {
        optimizer: group?.optimizer ?? optimizer,
        l1: group?.l1 ?? l1,
        l2: group?.l2 ?? l2,
        constraint: group?.constraint === undefined ? constraint : (group.constraint ?? undefined),
      }
      return [path, rule]
    }),
  )
}

/**
 * Refuses groups that do not fit the model.
 *
 * @throws {TrainError} where one matches nothing, with the paths there are, and where everything is frozen.
 */
export function checkGroups(model: AnyModel, { groups = [] }: RunOptions): void {
  const paths = [...new Set([...Object.keys(declaredParameters(model)), ...Object.keys(flattenParams(model.params))])]
  const membership = groupOf(paths, groups)
  for (const [i, { match, frozen, l1 = 0, l2 = 0, ...others }] of groups.entries()) {
    const group = `the group ${nameOf(match)}`
    const taken = paths.filter((path) => matches(match, path))
    if (taken.length === 0)
      throw new TrainError(`fit was given ${group}, which matches none of the parameters: ${paths.join(', ')}.`)
    if (![...membership.values()].includes(i))
      throw new TrainError(
        `fit was given ${group}, but the groups before it have all that it matches: ${taken.join(', ')}. Put it before them, or leave it out.`,
      )
    if (frozen && (l1 > 0 || l2 > 0 || Object.values(others).some((other) => other)))
      throw new TrainError(`fit was given ${group} as frozen and with settings of an update; give one of both.`)
  }
  if (paths.every((path) => groups[membership.get(path) ?? -1]?.frozen))
    throw new TrainError('fit was given groups that freeze every parameter; there is nothing to train.')
}

/** The groups as JSON for a checkpoint: the paths of each group's parameters, and its settings; null where the setting of the run holds. */
export function describeGroups(paths: readonly string[], { groups = [] }: RunOptions): JsonValue {
  const membership = groupOf(paths, groups)
  return groups.map(({ optimizer, l1, l2, constraint, frozen }, i) => ({
    parameters: paths.filter((path) => membership.get(path) === i),
    optimizer: optimizer ? { name: optimizer.name, ...optimizer.settings } : null,
    l1: l1 ?? null,
    l2: l2 ?? null,
    constraint: constraint ? { name: constraint.name, ...constraint.settings } : constraint === null ? 'none' : null,
    frozen: frozen ?? false,
  }))
}

/** The group that has each parameter, as its index. */
function groupOf(paths: readonly string[], groups: readonly ParameterGroup[]): Map<string, number> {
  const membership = new Map<string, number>()
  for (const path of paths) {
    const first = groups.findIndex(({ match }) => matches(match, path))
    if (first >= 0) membership.set(path, first)
  }
  return membership
}

function matches(match: ParameterGroup['match'], path: string): boolean {
  if (typeof match === 'function') return match(path)
  if (typeof match === 'string') return matchPath(match, path)
  return new RegExp(match.source, match.flags.replace(/[gy]/g, '')).test(path)
}

function nameOf(match: ParameterGroup['match']): string {
  if (typeof match === 'function') return match.name === 'match' || match.name === '' ? 'of a function' : match.name
  return typeof match === 'string' ? `'${match}'` : String(match)
}

/** Separate settings for some of the parameters, by their paths. A setting that is absent is that of the run. */
export interface ParameterGroup {
  /**
   * The paths of its parameters: a pattern, where `*` is any part of a name and `**` any part of a path ('linear1/*', 'encoder/**'); a regular
   * expression; or a function of the path. A parameter belongs to the first group that matches.
   */
  readonly match: string | RegExp | ((path: string) => boolean)
  /** For another learning rate, give an optimizer with that rate. */
  readonly optimizer?: Optimizer
  /** λ of the gradient λ·sign(w), for weights (rank 2 and above); biases have none. */
  readonly l1?: number
  /** λ of the gradient λ·w, for the same parameters. */
  readonly l2?: number
  /** null for no constraint. */
  readonly constraint?: Constraint | null
  /** Frozen parameters have no gradient and do not change. State, such as batch statistics, still follows the batches. Default false. */
  readonly frozen?: boolean
}
