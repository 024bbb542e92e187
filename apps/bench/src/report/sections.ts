import type { Findings } from '../bench.ts'
import { baselineRow, costRatio, type Row } from '../row.ts'
import { workloads } from '../workloads/index.ts'
import { figure } from './figure.ts'

/** A workload of the page: its rows, and those of the limits that took their turns with it. */
export interface Section {
  readonly name: string
  readonly about: string
  readonly unit: string
  readonly rows: readonly SectionRow[]
  /** Numbered from 1 by the rows. */
  readonly notes: readonly string[]
}

export interface SectionRow {
  readonly library: string
  readonly label: string
  readonly text: string
  readonly range: string
  readonly cost: string
  /** Percent of the longest bar; where the value has no room, it is cut. */
  readonly width: number
  readonly cut: boolean
  readonly note: number
  readonly repetitions: readonly number[]
}

/** Beside bars longer than so many times Thinned's nothing could be seen. */
const ROOM = 8

/** The sections of the page, in the order of the rows. */
export function sections({ rows, repetitions }: Pick<Findings, 'rows' | 'repetitions'>): Section[] {
  const limitsOf = (name: string): readonly string[] =>
    workloads.find((workload) => workload.name === name)?.limits ?? []
  const names = [...new Set(rows.map(({ workload }) => workload))]
  const owned = new Set(names.flatMap(limitsOf))
  return names
    .filter((name) => !owned.has(name))
    .map((name) => {
      const own = rows.filter(({ workload }) => workload === name)
      const all = [...own, ...rows.filter(({ workload }) => limitsOf(name).includes(workload))]
      const ours = baselineRow(rows, own[0]!)
      const most = Math.max(...all.map(({ value }) => value))
      const room = ours ? Math.min(most, ROOM * ours.value) : most
      const notes = [...new Set(all.map(({ note }) => note))].filter((note) => note !== '')
      return {
        name,
        about: workloads.find((workload) => workload.name === name)?.about ?? '',
        unit: own[0]!.unit,
        notes,
        rows: all.map((row) => ({
          library: row.library,
          label: labelOf(row),
          text: figure(row.value),
          range: `${figure(row.min)} – ${figure(row.max)}`,
          cost: ours ? figure(costRatio(row, ours)) : '',
          width: (100 * Math.min(row.value, room)) / room,
          cut: row.value > room,
          note: notes.indexOf(row.note) + 1,
          repetitions: repetitions[rows.indexOf(row)]!,
        })),
      }
    })
}

function labelOf({ workload, library, mode, threads }: Row): string {
  return `${library === 'machine' ? workload : `${library} ${mode}`}, ${threads} thread${threads === 1 ? '' : 's'}`
}
