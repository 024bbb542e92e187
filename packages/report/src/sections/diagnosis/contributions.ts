import type { Block, Line, Plot } from '../../page/block.ts'
import { percentOf } from '../format.ts'
import { type Diagnosed, type DiagnosedLayer, layersByPath } from './networks.ts'

/** A layer, with the increases of the loss from the largest on. */
interface Sorted extends DiagnosedLayer {
  readonly increases: readonly number[]
}

/** A curve needs no more points. */
const MOST_POINTS = 200

/** What each unit contributes: the hard-working and the lazy. */
export function contributions(networks: readonly Diagnosed[]): Block[] {
  const layers = layersByPath(networks).flatMap(([path, each]): (readonly [string, readonly Sorted[]])[] => {
    const sorted = each.flatMap((layer) => sortedOf(layer))
    return sorted.length > 0 ? [[path, sorted]] : []
  })
  if (layers.length === 0) return []
  return [
    { kind: 'heading', text: 'Hard-working and lazy units' },
    ...layers.flatMap(([path, sorted]): Block[] => [
      { kind: 'plots', plots: [increasePlot(path, sorted), sharePlot(path, sorted)] },
      tableOf(path, sorted),
    ]),
    {
      kind: 'text',
      soft: true,
      text: 'The contribution of a unit is how much the loss rises when it alone is set to 0. Where all work alike, the curve of shares is the diagonal. Lazy are those without which the loss does not rise. Units that stand in for each other look lazy one by one too, although the network needs one of them: read this beside the removal of many units.',
    },
  ]
}

function sortedOf(each: DiagnosedLayer): Sorted[] {
  const { contributions: found } = each.layer
  return found && found.increases.length > 0 ? [{ ...each, increases: [...found.increases].sort((a, b) => b - a) }] : []
}

function increasePlot(path: string, layers: readonly Sorted[]): Plot {
  return {
    title: `Loss added without one unit, ${path}`,
    x: { label: 'units, the hard-working first', unit: '%', from: 0, to: 100 },
    y: { label: 'added loss' },
    lines: layers.map(({ name, color, increases }) => ({
      label: name || 'units',
      color,
      points: placesOf(increases.length).map((taken) => [
        (100 * (taken - 0.5)) / increases.length,
        increases[taken - 1]!,
      ]),
    })),
  }
}

function sharePlot(path: string, layers: readonly Sorted[]): Plot {
  const diagonal: Line = {
    label: 'all alike',
    color: 'soft',
    dash: 'dashed',
    points: [
      [0, 0],
      [100, 100],
    ],
  }
  return {
    title: `Share of the contributions, ${path}`,
    x: { label: 'units, the hard-working first', unit: '%', from: 0, to: 100 },
    y: { label: 'share', unit: '%', from: 0, to: 100 },
    lines: [
      diagonal,
      ...layers.flatMap(({ name, color, increases }): Line[] => {
        const shares = sharesOf(increases)
        if (!shares) return []
        const places = placesOf(increases.length)
        return [
          {
            label: name || 'units',
            color,
            points: [
              [0, 0],
              ...places.map((taken) => [(100 * taken) / increases.length, 100 * shares[taken - 1]!] as const),
            ],
          },
        ]
      }),
    ],
  }
}

/** Of the sum of the increases, what the first units make; those below 0 count as 0. Undefined where none raises the loss. */
function sharesOf(increases: readonly number[]): readonly number[] | undefined {
  const total = increases.reduce((sum, increase) => sum + Math.max(0, increase), 0)
  if (!(total > 0)) return undefined
  let sum = 0
  return increases.map((increase) => {
    sum += Math.max(0, increase)
    return sum / total
  })
}

/** How many units each point of a curve counts: all numbers up to the last, or so many that are spread evenly. */
function placesOf(units: number): readonly number[] {
  const points = Math.min(units, MOST_POINTS)
  return Array.from({ length: points }, (_, i) => Math.ceil(((i + 1) * units) / points))
}

function tableOf(path: string, layers: readonly Sorted[]): Block {
  const tenthOf = (increases: readonly number[]): number => Math.max(1, Math.round(increases.length / 10))
  return {
    kind: 'table',
    heads: [path, ...layers.map(({ name }) => name || 'units')],
    rows: [
      [
        'share of the hard-working tenth',
        ...layers.map(({ increases }) => percentOf(sharesOf(increases)?.[tenthOf(increases) - 1], 1)),
      ],
      [
        'lazy units',
        ...layers.map(
          ({ increases }) => `${increases.filter((increase) => increase <= 0).length} of ${increases.length}`,
        ),
      ],
    ],
  }
}
