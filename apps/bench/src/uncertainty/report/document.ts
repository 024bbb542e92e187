import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from '../../cli/usage-error.ts'
import { type Findings, readFindings } from '../findings.ts'
import { studyOf } from '../studies.ts'

/** `<!-- uncertainty/digits.json: Cost -->`, what was written last, and `<!-- end -->`. */
const BLOCK = /(<!-- (\S+\.json): (.+?) -->\n)[\s\S]*?(<!-- end -->)/g

/** Writes the tables of a document between the comments that name their findings, and the plots beside each file of findings. */
export function writeDocument(file: string): void {
  const folder = dirname(file)
  const { text, sources } = withTables(readFileSync(file, 'utf8'), (source) => readFindings(join(folder, source)))
  writeFileSync(file, text)
  for (const [source, findings] of sources)
    for (const [name, svg] of Object.entries(studyOf(findings).plots(findings)))
      writeFileSync(join(folder, source.replace(/\.json$/, `-${name}.svg`)), svg)
}

/**
 * A document with its tables, and the findings that it names.
 *
 * @throws {UsageError} on a table that there is not.
 */
export function withTables(
  document: string,
  read: (source: string) => Findings,
): { readonly text: string; readonly sources: ReadonlyMap<string, Findings> } {
  const sources = new Map<string, Findings>()
  const text = document.replace(BLOCK, (_, begin: string, source: string, title: string, end: string) => {
    if (!sources.has(source)) sources.set(source, read(source))
    return `${begin}\n${blockOf(title, sources.get(source)!)}\n\n${end}`
  })
  return { text, sources }
}

function blockOf(title: string, findings: Findings): string {
  if (title === 'Run') return runOf(findings)
  const all = studyOf(findings).sections(findings)
  const section = all.find((each) => each.title === title)
  if (!section)
    throw new UsageError(`there is no table "${title}"; there are Run, ${all.map((each) => each.title).join(', ')}.`)
  // A figure and its spread stay on one line.
  const whole = (cell: string): string => cell.replaceAll(' ± ', '\u00a0±\u00a0')
  return markdownTable([section.head, ...section.rows.map((row) => row.map(whole))])
}

/** Where the figures come from, in a sentence. */
function runOf(findings: Findings): string {
  const { machine, commit, seeds } = findings
  return [
    `${studyOf(findings).describe(findings)};`,
    `seeds ${seeds.map(({ seed }) => seed).join(', ')}; commit ${commit};`,
    `${machine.cpu}, ${machine.threads} threads, ${machine.memoryGiB} GiB, ${machine.platform}.`,
  ].join('\n')
}

/** A table in Markdown, its columns aligned; the first to the left. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n')
}
