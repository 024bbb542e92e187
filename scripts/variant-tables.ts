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
import { dropoutElsewhere, type Elsewhere, libraries } from './dropout-elsewhere.ts'

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

/** What each variant is, and what other libraries have of it, as two tables in Markdown. */
export function variantTables(facts: readonly Facts[], elsewhere: Readonly<Record<string, Elsewhere>>): string {
  const laws = facts.map((variant) => {
    const { mean, variance } = momentsOf(variant)
    const { name, drops, formula, evaluation, source } = variant
    return [code(name), drops, code(formula), mean, variance, evaluation, source]
  })
  const others = facts.map(({ name }) => {
    const known = elsewhere[name]
    return [code(name), ...libraries.map((library) => (known ? (known[library] ?? 'not found') : ''))]
  })
  return [
    table(['variant', 'what it drops', 'what becomes of x', 'mean', 'variance', 'evaluation', 'source'], laws),
    'Mean and variance are those of what an input of 1 becomes or, where the table says so, inputs x ~ N(0, 1).',
    table(['variant', ...libraries], others),
    'Read from their sources, not run; where nothing was found it may still be there. What running showed: [docs/compatibility.md](../../docs/compatibility.md).',
  ].join('\n\n')
}

/** Mean and variance as formulas or, where a variant states none, their values at one of its settings. */
function momentsOf({ noise, settings }: Facts): { readonly mean: string; readonly variance: string } {
  const inputs = noise.on === 'normal' ? ', of x ~ N(0, 1)' : ''
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
