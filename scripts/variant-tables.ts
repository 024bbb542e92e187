/**
 * Writes the tables of the variants into the README of @thinned/dropout, from what the variants state about themselves.
 * `npx -y pnpm@12 lists` runs it too.
 *
 *     node --conditions=@thinned/source scripts/variant-tables.ts           writes them
 *     node --conditions=@thinned/source scripts/variant-tables.ts --check   fails where they are stale
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as dropoutFacts from '../packages/dropout/src/facts/index.ts'
import { dropoutElsewhere, type Elsewhere } from './dropout-elsewhere.ts'

export type Facts = dropoutFacts.VariantFacts<never>

const README = 'packages/dropout/README.md'
const BEGIN = '<!-- Written by scripts/variant-tables.ts from the facts of the variants; do not edit. -->'
const END = '<!-- End of what scripts/variant-tables.ts writes. -->'

/** The facts of every variant that a module exports: whatever ends in `Facts`. */
export function factsOf(exported: Readonly<Record<string, unknown>>): Facts[] {
  return Object.entries(exported)
    .filter(([name]) => name.endsWith('Facts'))
    .map(([, facts]) => facts as Facts)
}

/** The variants and their counterparts in other libraries, as two tables in Markdown. */
export function variantTables(facts: readonly Facts[], elsewhere: Readonly<Record<string, Elsewhere>>): string {
  const laws = facts.map((variant) => {
    const { mean, variance } = momentsOf(variant)
    const { name, drops, formula, evaluation, source } = variant
    return [code(name), drops, code(formula), mean, variance, evaluation, source]
  })
  return [
    table(['variant', 'drops', 'result of x', 'mean', 'variance', 'evaluation', 'source'], laws),
    'Mean and variance: of the result of an input of 1 or, where the table says so, of inputs x ~ N(0, 1) or a weight of 1.',
    ...counterparts(
      facts.map(({ name }) => name),
      elsewhere,
    ),
  ].join('\n\n')
}

/** The counterparts of variants in other libraries: a row for each variant that has some, and the names of the others. */
function counterparts(names: readonly string[], elsewhere: Readonly<Record<string, Elsewhere>>): string[] {
  const rows = names.map((name) => {
    const found = Object.entries(elsewhere[name] ?? {}).map(([library, text]) => `${library}: ${text}`)
    return [code(name), found.join('; ')]
  })
  const listed = (sentence: string, others: readonly string[]): string[] =>
    others.length === 0 ? [] : [`${sentence}: ${others.map(code).join(', ')}.`]
  return [
    table(
      ['variant', 'in other libraries'],
      rows.filter(([, found]) => found !== ''),
    ),
    [
      ...listed(
        'Not found in these libraries',
        names.filter((name) => elsewhere[name] && Object.keys(elsewhere[name]).length === 0),
      ),
      ...listed(
        'Not looked for',
        names.filter((name) => !elsewhere[name]),
      ),
      'The table is from reading their sources, which may hold more; [docs/compatibility.md](../../docs/compatibility.md) shows what running them gave.',
    ].join(' '),
  ]
}

/** Mean and variance as formulas or, where a variant states none, their values at one of its settings. */
function momentsOf({ noise, settings }: Facts): { readonly mean: string; readonly variance: string } {
  const inputs = { ones: '', normal: ', of x ~ N(0, 1)', weights: ', of a weight of 1' }[noise.on]
  if (noise.moments) return { mean: code(noise.moments.mean) + inputs, variance: code(noise.moments.variance) + inputs }
  const example = settings[Math.floor(settings.length / 2)]!
  const at = Object.entries(example)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
  const shown = (value: number): string =>
    Number.isNaN(value) ? 'see its formula' : `${Number(value.toPrecision(3))} at ${at}${inputs}`
  return { mean: shown(noise.mean(example)), variance: shown(noise.variance(example)) }
}

const code = (text: string): string => `\`${text}\``

/** A table as the formatter aligns it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)))
  const line = (row: readonly string[]): string => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  const [first, ...others] = cells
  return [line(first!), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n')
}

/** A text with the part between the markers replaced. */
export function withTables(text: string, tables: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin)
    throw new Error(`${README} has lost the lines between which the tables stand:\n${BEGIN}\n${END}`)
  return `${text.slice(0, begin)}${BEGIN}\n\n${tables}\n\n${text.slice(end)}`
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '..', README)
  const text = readFileSync(path, 'utf8')
  const fresh = withTables(text, variantTables(factsOf(dropoutFacts), dropoutElsewhere))
  if (fresh !== text) {
    if (process.argv.includes('--check')) {
      console.log(`stale: ${README} (run: npx -y pnpm@12 lists)`)
      process.exitCode = 1
    } else {
      writeFileSync(path, fresh)
      console.log(`wrote ${README}`)
    }
  }
}
