import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Findings } from '../bench.ts'
import { headlines } from '../headlines.ts'
import { costRatio } from '../row.ts'
import { works } from '../works/index.ts'
import { figure } from './figure.ts'
import { headlineRow } from './headline-row.ts'

/** One self-contained page: a table of aims, and for each work its rows as bars and its repetitions in the order they were taken. */
export function html(findings: Findings): string {
  const { rows, repetitions, machine, omitted, absent, versions } = findings
  const asset = (path: string): string => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')
  const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')
  const sections = [...new Set(rows.map(({ work }) => work))].map((name) => ({
    name,
    about: works.find((work) => work.name === name)?.about ?? '',
    rows: rows.flatMap((row, i) => {
      if (row.work !== name) return []
      const ours = headlineRow(rows, row)
      const label = `${row.who} ${row.mode}, ${row.threads} thread${row.threads === 1 ? '' : 's'}`
      const range = `${figure(row.min)} – ${figure(row.max)}`
      const cost = ours ? figure(costRatio(row, ours)) : ''
      return [{ ...row, label, text: figure(row.value), range, cost, repetitions: repetitions[i] }]
    }),
  }))
  const data = {
    sections,
    headlines: headlines(rows, machine.threads).map(({ text, ratio, reach }) => [text, figure(ratio), figure(reach)]),
    omitted,
    absent,
    about: { machine, versions },
  }
  const parts: Record<string, string> = {
    style: asset('uplot/dist/uPlot.min.css'),
    uplot: asset('uplot/dist/uPlot.iife.min.js'),
    data: JSON.stringify(data).replace(/</g, '\\u003c'),
    machine: `${machine.cpu}, ${machine.threads} threads, ${machine.platform}`,
  }
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name]!)
}
