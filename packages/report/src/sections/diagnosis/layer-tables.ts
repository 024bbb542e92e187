import { type Compared, type ComparedLayer, compare, type LayerDiagnosis } from '@thinned/diagnosis'
import type { Block, TableBlock } from '../../page/block.ts'
import { NONE } from '../../page/numbers.ts'
import { percentOf, showScore } from '../format.ts'
import { areComparable, type Diagnosed, layersByPath } from './networks.ts'

interface Measure {
  readonly name: string
  readonly of: (layer: LayerDiagnosis) => number | null
  readonly compared: (layer: ComparedLayer) => Compared
  readonly show: (value: number | null) => string
  readonly change: (value: number) => string
}

const whole = (value: number | null): string => (value === null ? NONE : `${value}`)
const share = (value: number | null): string => percentOf(value, 1)
const points = (value: number): string => `${signed((100 * value).toFixed(1))} points`
const scored = (value: number): string => signed(value.toFixed(3))

/** With a sign, unless it is 0. */
function signed(text: string): string {
  if (Number(text) === 0) return text.replace('-', '')
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`
}

const MEASURES: readonly Measure[] = [
  {
    name: 'units',
    of: ({ units }) => units,
    compared: ({ units }) => units,
    show: whole,
    change: (value) => signed(`${value}`),
  },
  {
    name: 'exact zeros',
    of: ({ zeroShare }) => zeroShare,
    compared: ({ zeroShare }) => zeroShare,
    show: share,
    change: points,
  },
  {
    name: 'Hoyer sparsity',
    of: ({ hoyer }) => hoyer,
    compared: ({ hoyer }) => hoyer,
    show: showScore,
    change: scored,
  },
  {
    name: 'dead units',
    of: ({ dead, units }) => dead.length / units,
    compared: ({ deadShare }) => deadShare,
    show: share,
    change: points,
  },
  {
    name: 'correlation',
    of: ({ correlation }) => correlation,
    compared: ({ correlation }) => correlation,
    show: showScore,
    change: scored,
  },
  {
    name: 'Gini of contributions',
    of: ({ contributions }) => contributions?.gini ?? null,
    compared: ({ gini }) => gini,
    show: showScore,
    change: scored,
  },
]

const READING =
  'Exact zeros are a share of all activations. Hoyer sparsity is 0 where all units are equally active for an example, and 1 where one is. Dead units were 0 for every example. Correlation is the mean absolute correlation of two units over the examples: units that rely on each other correlate, but units that follow the same feature do too, so that a high value is no proof of co-adaptation. The Gini coefficient is near 0 where all units contribute alike, and near 1 where few do all the work.'
const TWO_RUNS =
  'Two single runs differ by chance too: train each with several seeds before you put a difference down to dropout.'

/** What the units of each layer do, in numbers. */
export function layerTables(networks: readonly Diagnosed[]): Block[] {
  if (networks.every(({ diagnosis }) => diagnosis.layers.length === 0))
    return [{ kind: 'text', text: 'There is no hidden layer to look at.' }]
  const reading: Block[] = [{ kind: 'text', soft: true, text: READING }]
  if (networks.length === 1) return [tableOfOne(networks[0]!), ...reading]
  const remark = areComparable(networks)
    ? TWO_RUNS
    : `${TWO_RUNS} These diagnoses are of other layers, or of other numbers of examples, on which correlations depend: diagnose both on the same.`
  return [...tablesOfSeveral(networks), ...reading, { kind: 'text', soft: true, text: remark }]
}

function tableOfOne({ diagnosis: { layers } }: Diagnosed): TableBlock {
  return {
    kind: 'table',
    heads: ['layer', ...MEASURES.map(({ name }) => name)],
    rows: layers.map((layer) => [layer.path, ...MEASURES.map(({ of, show }) => show(of(layer)))]),
  }
}

/** A table for each layer; two networks with the change from the first to the second. */
function tablesOfSeveral(networks: readonly Diagnosed[]): TableBlock[] {
  const [first, second, third] = networks
  const comparison = !third && areComparable(networks) ? compare(first!.diagnosis, second!.diagnosis).layers : undefined
  return layersByPath(networks).map(([path, layers]) => {
    const compared = comparison?.find((layer) => layer.path === path)
    const changes = ({ compared: of, change }: Measure): string[] => {
      if (!compared) return []
      const { change: value } = of(compared)
      return [value === null ? NONE : change(value)]
    }
    return {
      kind: 'table',
      heads: [path, ...layers.map(({ name }) => name), ...(compared ? ['change'] : [])],
      rows: MEASURES.map((measure) => [
        measure.name,
        ...layers.map(({ layer }) => measure.show(measure.of(layer))),
        ...changes(measure),
      ]),
    }
  })
}
