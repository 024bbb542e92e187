import type { Removal, RemovalScore } from '@thinned/diagnosis'
import type { Block, Line, Plot } from '../../page/block.ts'
import { NONE, showNumber } from '../../page/numbers.ts'
import { rangeOf } from '../../range-of.ts'
import { percentOf, whole } from '../format.ts'
import type { Diagnosed } from './networks.ts'

type Scored = 'error' | 'loss'
type Removed = Diagnosed & { readonly removals: readonly Removal[] }

/** The fractions of the table. */
const FRACTIONS = [0, 0.1, 0.3, 0.5, 0.7, 0.9]

/** How well the networks do without a fraction of their units. */
export function removal(networks: readonly Diagnosed[]): Block[] {
  const removed = networks.flatMap((network): Removed[] =>
    network.diagnosis.robustness ? [{ ...network, removals: network.diagnosis.robustness }] : [],
  )
  if (removed.length === 0) return []
  const scored: Scored = removed.every(({ diagnosis }) => diagnosis.error !== null) ? 'error' : 'loss'
  return [
    { kind: 'heading', text: 'Without some of the units' },
    { kind: 'plots', plots: [plotOf(removed, scored)] },
    tableOf(removed, scored),
    {
      kind: 'text',
      soft: true,
      text: 'A random fraction of the units of every hidden layer is set to 0. Solid, and in the table: the others stay as they are. Dashed: they are divided by the share that stays, as dropout does in training. In brackets the least and the greatest of several draws. A network trained with dropout has seen this in training, so that it loses less is what it was trained for; it does not show that units are independent otherwise.',
    },
  ]
}

function plotOf(networks: readonly Removed[], scored: Scored): Plot {
  const factor = scored === 'error' ? 100 : 1
  const line = ({ name, color, removals }: Removed, way: 'plain' | 'rescaled'): Line => ({
    label: [name, way === 'plain' ? (name ? '' : 'as they are') : 'rescaled'].filter((part) => part !== '').join(', '),
    color,
    dash: way === 'plain' ? 'solid' : 'dashed',
    points: removals.map((each) => {
      const value = each[way][scored]
      return [100 * each.fraction, value === null ? null : factor * value]
    }),
  })
  return {
    title: `${scored === 'error' ? 'Error' : 'Loss'} without a fraction of the units`,
    x: { label: 'units removed', unit: '%', from: 0 },
    y: scored === 'error' ? { label: 'error', unit: '%', from: 0 } : { label: 'loss', scale: 'log' },
    lines: networks.flatMap((network) => [line(network, 'plain'), line(network, 'rescaled')]),
  }
}

function tableOf(networks: readonly Removed[], scored: Scored): Block {
  const show = (value: number | null): string => (scored === 'error' ? percentOf(value, 1) : showNumber(value))
  const cell = (score: RemovalScore | undefined): string => {
    if (!score) return NONE
    const { low, high } = rangeOf(score.draws.map((draw) => draw[scored] ?? Number.NaN))
    return low === high ? show(score[scored]) : `${show(score[scored])} (${show(low)} to ${show(high)})`
  }
  return {
    kind: 'table',
    heads: [
      `${scored}, units removed`,
      ...networks.flatMap(({ name }) => (networks.length > 1 ? [name] : ['as they are', 'rescaled'])),
    ],
    rows: FRACTIONS.map((fraction) => [
      whole(fraction),
      ...networks.flatMap(({ removals }) => {
        const found = removals.find((each) => each.fraction === fraction)
        return networks.length > 1 ? [cell(found?.plain)] : [cell(found?.plain), cell(found?.rescaled)]
      }),
    ]),
  }
}
