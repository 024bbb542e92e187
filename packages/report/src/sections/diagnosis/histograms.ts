import type { Histogram } from '@thinned/diagnosis'
import type { Block, Line, Plot } from '../../page/block.ts'
import { rangeOf } from '../../range-of.ts'
import { type Diagnosed, type DiagnosedLayer, layersByPath } from './networks.ts'

const BINS = 20

/** Figure 8 of Srivastava et al. 2014: how active units are on average, and how large activations are. */
export function histograms(networks: readonly Diagnosed[]): Block[] {
  const layers = layersByPath(networks)
  if (layers.length === 0) return []
  return [
    { kind: 'heading', text: 'Activations' },
    ...layers.map(
      ([path, each]): Block => ({ kind: 'plots', plots: [meansPlot(path, each), activationsPlot(path, each)] }),
    ),
    {
      kind: 'text',
      soft: true,
      text: 'The mean activation of a unit is that over the examples. Of all activations, a density is the share in a bin over the width of the bin. A sparse layer has a sharp peak at 0 and few large values. Srivastava et al. 2014 (figure 8) found dropout to make layers sparser; weights and scale of a layer move these curves too.',
    },
  ]
}

function meansPlot(path: string, layers: readonly DiagnosedLayer[]): Plot {
  const all = layers.flatMap(({ layer }) => layer.unitMeans)
  const edges = edgesOf(all)
  return {
    title: `Mean activation of the units, ${path}`,
    x: { label: 'mean activation', from: edges[0]!, to: edges.at(-1)! },
    y: { label: 'share of the units', unit: '%', from: 0 },
    lines: layers.map(({ name, color, layer }) => ({
      label: name || 'units',
      color,
      shape: layers.length === 1 ? 'bars' : 'line',
      points: countsIn(layer.unitMeans, edges).map((count, i) => [
        middle(edges, i),
        (100 * count) / layer.unitMeans.length,
      ]),
    })),
  }
}

function activationsPlot(path: string, layers: readonly DiagnosedLayer[]): Plot {
  const { low, high } = rangeOf(layers.flatMap(({ layer }) => layer.activationsHistogram.edges))
  return {
    title: `Activations, ${path}`,
    x: { label: 'activation', from: low, to: high },
    y: { label: 'density', scale: 'log' },
    lines: layers.map(({ name, color, layer }) => densityLine(name, color, layer.activationsHistogram)),
  }
}

function densityLine(name: string, color: number, { edges, counts }: Histogram): Line {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return {
    label: name || 'activations',
    color,
    points: counts.map((count, i) => {
      const width = edges[i + 1]! - edges[i]!
      return [middle(edges, i), width === 0 || count === 0 ? null : count / total / width]
    }),
  }
}

const middle = (edges: readonly number[], i: number): number => (edges[i]! + edges[i + 1]!) / 2

/** Of bins of the same width over all values; one bin around values that are all the same. */
function edgesOf(values: readonly number[]): readonly number[] {
  const { low, high } = rangeOf(values)
  if (low === high) return [low - 0.5, low + 0.5]
  return Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? high : low + ((high - low) / BINS) * i))
}

function countsIn(values: readonly number[], edges: readonly number[]): readonly number[] {
  const bins = edges.length - 1
  const counts = new Array<number>(bins).fill(0)
  const [low, high] = [edges[0]!, edges.at(-1)!]
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]!++
  return counts
}
