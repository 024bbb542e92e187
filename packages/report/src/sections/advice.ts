import type { Advice, Finding } from '@thinned/diagnosis'
import { formatValue } from '@thinned/schema'
import { checkNames } from '../check-names.ts'
import type { Block, Section } from '../page/block.ts'
import { showNumber } from '../page/numbers.ts'
import { ReportError } from '../report-error.ts'
import type { ByName } from '../report-options.ts'
import type { Reported } from '../reported.ts'

/** What `advise` found, of each run. */
export function advice({ advice: given, runs }: Pick<Reported, 'advice' | 'runs'>): Section | undefined {
  if (!given) return undefined
  const blocks = namedAdvice(given, runs).flatMap(([name, { findings }]): Block[] => [
    ...(name ? [{ kind: 'heading', text: name } as const] : []),
    ...(findings.length === 0 ? [{ kind: 'text', text: 'Nothing to advise.', soft: true } as const] : []),
    ...findings.flatMap(blocksOf),
  ])
  return { title: 'What to do next', blocks }
}

function namedAdvice(given: ByName<Advice>, runs: Reported['runs']): readonly (readonly [string, Advice])[] {
  if (isAdvice(given)) return [['', given]]
  const entries = Object.entries(given)
  if (entries.length === 0) throw refusal('advice', given)
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
