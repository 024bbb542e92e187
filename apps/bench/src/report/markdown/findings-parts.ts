import type { Findings } from '../../bench.ts'
import { baselineRow, costRatio, type Row } from '../../row.ts'
import { workloads } from '../../workloads/index.ts'
import { figure } from '../figure.ts'
import { compareWithTargets } from '../targets.ts'
import { markdownTable } from './markdown-table.ts'

/** The rows of the short table. */
const SHORT = ['mlp', 'small', 'conv', 'mc-100', 'start', 'memory']

const PEERS = { pytorch: 'PyTorch', openblas: 'OpenBLAS', tfjs: 'TensorFlow.js', 'jax-js': 'jax-js', beside: 'beside' }

/** The parts of a page that a run gives. */
export const parts = ['works', 'short', 'modes', 'aims', 'limits', 'machine'] as const
export type Part = (typeof parts)[number]

/** What a run found, as parts of a page of Markdown. */
export function findingsParts({ rows, machine, versions, fallbacks, omitted }: Findings): Record<Part, string> {
  const threads = machine.threads
  const named = workloads.filter(({ name }) => rows.some((row) => row.workload === name && row.library === 'thinned'))
  return {
    works: beside(rows, named),
    short: short(rows, named),
    modes: modes(rows, named, threads),
    aims: markdownTable(
      ['in this run', 'reached', 'at most'],
      compareWithTargets(rows, threads).map(({ text, ratio, target }) => [
        text,
        ratio > target ? figure(ratio) : `**${figure(ratio)}**`,
        figure(target),
      ]),
    ),
    limits: markdownTable(
      ['limit of the machine', 'one thread', `${threads} threads`],
      workloads
        .filter(({ name }) => name.startsWith('limit-') && rows.some(({ workload }) => workload === name))
        .map(({ name, about }) => [
          about,
          ...[1, threads].map((own) => cell(rows.find((row) => row.workload === name && row.threads === own))),
        ]),
    ),
    machine: [
      `${machine.cpu}, ${threads} threads, ${machine.memoryGiB} GiB, ${machine.platform}; ${new Date().toISOString().slice(0, 10)}. ${softwareOf(versions)}`,
      `Kernels that the reference had to compute: ${fallbacks}. ${disturbances(rows)}`,
      ...(omitted.length > 0 ? [`Rows that a library could not give: ${omitted.length}.`] : []),
    ].join('\n'),
  }
}

type Named = readonly { readonly name: string; readonly about: string }[]

/** The cheapest row of each library. */
function beside(rows: readonly Row[], named: Named): string {
  const libraries = Object.entries(PEERS).filter(([library]) => rows.some((row) => row.library === library))
  return markdownTable(
    ['row', 'work', 'Thinned', 'range', ...libraries.map(([, title]) => title)],
    named.map(({ name, about }) => {
      const ours = baselineRow(rows, rows.find((row) => row.workload === name && row.library === 'thinned')!)
      const range = ours ? `${figure(ours.min)} – ${figure(ours.max)}` : ''
      const theirs = libraries.map(([library]) => cell(cheapest(rows, name, library), ours))
      return [`\`${name}\``, about, cell(ours), range, ...theirs]
    }),
    { left: 2 },
  )
}

/** A few rows, without their ranges. */
function short(rows: readonly Row[], named: Named): string {
  const libraries = (['pytorch', 'tfjs', 'jax-js'] as const).filter((library) =>
    rows.some((row) => row.library === library),
  )
  return markdownTable(
    ['work', 'Thinned', ...libraries.map((library) => PEERS[library])],
    named
      .filter(({ name }) => SHORT.includes(name))
      .map(({ name, about }) => {
        const ours = baselineRow(rows, rows.find((row) => row.workload === name && row.library === 'thinned')!)
        return [about, cell(ours), ...libraries.map((library) => cell(cheapest(rows, name, library)))]
      }),
  )
}

/** Thinned in its modes. */
function modes(rows: readonly Row[], named: Named, threads: number): string {
  const columns: [title: string, mode: string, threads: number][] = [
    [`${threads} threads`, 'deterministic', threads],
    ['one thread', 'deterministic', 1],
    ['128 bits', 'deterministic-128', threads],
    ['relaxed', 'relaxed', threads],
    ['Chromium', 'chromium', threads],
    ['plain TypeScript', 'reference', 1],
  ]
  const of = (name: string, mode: string, own: number): Row | undefined =>
    rows.find((row) => row.workload === name && row.library === 'thinned' && row.mode === mode && row.threads === own)
  const present = columns.filter(([, mode, own]) => named.some(({ name }) => of(name, mode, own)))
  const timed = named.filter(({ name }) => present.filter(([, mode, own]) => of(name, mode, own)).length > 1)
  return markdownTable(
    ['row', ...present.map(([title]) => title)],
    timed.map(({ name }) => [`\`${name}\``, ...present.map(([, mode, own]) => cell(of(name, mode, own)))]),
  )
}

function cheapest(rows: readonly Row[], workload: string, library: string): Row | undefined {
  return rows
    .filter((row) => row.workload === workload && row.library === library)
    .reduce<Row | undefined>((best, row) => (best && costRatio(best, row) <= 1 ? best : row), undefined)
}

/** A figure with its unit; of a peer, with our cost over its cost. */
function cell(row: Row | undefined, ours?: Row): string {
  if (!row) return ''
  const ratio = ours && row.unit === ours.unit ? ` (${figure(costRatio(ours, row))})` : ''
  return `${figure(row.value)} ${row.unit}${ratio}`
}

/** Each version once. */
function softwareOf(versions: Findings['versions']): string {
  const all = Object.entries(versions).flatMap(([who, software]) =>
    who.startsWith('beside') ? [] : Object.entries(software).filter(([name]) => name !== 'threads'),
  )
  return `${[...new Set(all.map((pair) => pair.join(' ')))].join(', ')}.`
}

/** How much other programs disturbed the rows, as their notes say. */
function disturbances(rows: readonly Row[]): string {
  const used = rows.flatMap(({ note }) => /other programs used ([\d.]+) processors/.exec(note)?.[1] ?? []).map(Number)
  if (used.length === 0) return 'No row was disturbed.'
  return `Other programs disturbed ${used.length} of ${rows.length} rows, by ${figure(Math.max(...used))} processors at most.`
}
