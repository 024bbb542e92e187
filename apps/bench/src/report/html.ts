import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Findings } from '../bench.ts'
import { figure } from './figure.ts'
import { sections } from './sections.ts'
import { compareWithTargets } from './targets.ts'

/** One self-contained page: a table of aims, and for each workload its rows as bars and its repetitions in the order they were taken. */
export function html(findings: Findings): string {
  const { rows, machine, omitted, absent, versions } = findings
  const asset = (path: string): string => readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')
  const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8')
  const data = {
    sections: sections(findings),
    targets: compareWithTargets(rows, machine.threads).map(({ text, ratio, target }) => ({
      text,
      ratio: figure(ratio),
      target: figure(target),
      met: ratio <= target,
    })),
    omitted: [
      ...absent.map(({ library, why }) => ['all', library, why]),
      ...omitted.map(({ workload, library, mode, threads, why }) => [workload, `${library} ${mode}, ${threads}`, why]),
    ],
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
