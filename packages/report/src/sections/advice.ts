import type { Advice, Finding } from '@thinned/diagnosis'
import { formatValue } from '@thinned/schema'
import type { ModelWarning } from '@thinned/train'
import type { Block, Section } from '../page/block.ts'
import { showNumber } from '../page/numbers.ts'
import { ReportError } from '../report-error.ts'
import type { ByName } from '../report-options.ts'
import type { Reported } from '../reported.ts'
import { checkNames } from '../runs.ts'

/** What `check` warned of before each run, and what `advise` found after it. */
export function advice({ advice: given, runs }: Pick<Reported, 'advice' | 'runs'>): Section | undefined {
  const found = new Map(given ? namedAdvice(given, runs) : [])
  const warned = new Map(runs.map(({ name, warnings = [] }) => [name, warnings]))
  const blocks = [...new Set(['', ...warned.keys(), ...found.keys()])].flatMap((name): Block[] => {
    const findings = found.get(name)?.findings
    const parts: Block[] = [
      ...(warned.get(name) ?? []).flatMap(warningBlocks),
      ...(findings?.length === 0 ? [{ kind: 'text', text: 'Nothing to advise.', soft: true } as const] : []),
      ...(findings ?? []).flatMap(blocksOf),
    ]
    return name && parts.length > 0 ? [{ kind: 'heading', text: name }, ...parts] : parts
  })
  return blocks.length > 0 ? { title: 'What to do next', blocks } : undefined
}

const warningBlocks = ({ sentence, path }: ModelWarning): Block[] => [
  { kind: 'text', text: sentence },
  { kind: 'text', soft: true, text: `warning, before the training · ${path}` },
]

function namedAdvice(given: ByName<Advice>, runs: Reported['runs']): readonly (readonly [string, Advice])[] {
  if (isAdvice(given)) return [['', given]]
  const entries = Object.entries(given)
  if (entries.length === 0 || Array.isArray(given)) throw refusal('advice', given)
  checkNames('advice', Object.keys(given), runs)
  return entries.map(([name, each]) => {
    if (isAdvice(each)) return [name, each]
    throw refusal(`advice.${name}`, each)
  })
}

const refusal = (name: string, given: unknown): ReportError =>
  new ReportError(
    `report was given ${name} ${formatValue(given)}; it takes what advise(run, …) gives, or one for each name of a run.`,
  )

function isAdvice(given: unknown): given is Advice {
  const { findings } = Object(given) as Partial<Advice>
  return Array.isArray(findings) && findings.every((finding) => typeof Object(finding).sentence === 'string')
}

function blocksOf({ kind, sentence, sure, figures }: Finding): Block[] {
  const shown = Object.entries(figures).map(
    // Those of addDropout are named by the paths of layers.
    ([name, value]) => `${kind === 'addDropout' ? name : inWords(name)} ${showNumber(value)}`,
  )
  return [
    { kind: 'text', text: sentence },
    { kind: 'text', soft: true, text: [sure, ...shown].join(' · ') },
  ]
}

/** 'trainingError' as 'training error'. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
