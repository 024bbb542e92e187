import type { Findings } from '../bench.ts'
import { costRatio, type Row } from '../row.ts'
import { works } from '../works/index.ts'
import { figure } from './figure.ts'
import { headlineRow } from './headline-row.ts'

/** A work of the page: its rows, and those of the limits that took their turns with it. */
export interface Section {
  readonly name: string
  readonly about: string
  readonly unit: string
  readonly rows: readonly SectionRow[]
  /** Numbered from 1 by the rows. */
  readonly notes: readonly string[]
}

export interface SectionRow {
  readonly who: string
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
  const limitsOf = (name: string): readonly string[] => works.find((work) => work.name === name)?.limits ?? []
  const names = [...new Set(rows.map(({ work }) => work))]
  const owned = new Set(names.flatMap(limitsOf))
  return names
    .filter((name) => !owned.has(name))
    .map((name) => {
      const own = rows.filter(({ work }) => work === name)
      const all = [...own, ...rows.filter(({ work }) => limitsOf(name).includes(work))]
      const ours = headlineRow(rows, own[0]!)
      const most = Math.max(...all.map(({ value }) => value))
      const room = ours ? Math.min(most, ROOM * ours.value) : most
      const notes = [...new Set(all.map(({ note }) => note))].filter((note) => note !== '')
      return {
        name,
        about: works.find((work) => work.name === name)?.about ?? '',
        unit: own[0]!.unit,
        notes,
        rows: all.map((row) => ({
          who: row.who,
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

function labelOf({ work, who, mode, threads }: Row): string {
  return `${who === 'machine' ? work : `${who} ${mode}`}, ${threads} thread${threads === 1 ? '' : 's'}`
}
