import type { CompatFindings } from '../compat.ts'
import { compatRows } from './compat-rows.ts'
import { notRun, whereOf } from './compat-text.ts'

/** Everything that was seen, as a page of the documentation. */
export function compatMarkdown({ cases, ...rest }: CompatFindings): string {
  const sections = cases.map((found) =>
    [
      `## ${found.title}`,
      [
        `- asked: ${escaped(found.asked)}`,
        `- right is: ${escaped(found.right)}`,
        ...(found.reported ? [`- reported: ${found.reported}`] : []),
        `- program: \`apps/bench/peers/compat/${found.name}.mjs\``,
      ].join('\n'),
      [
        '| who | printed | |',
        '| --- | --- | --- |',
        ...compatRows(found).map(
          ({ library, printed, verdict }) => `| ${library} | ${escaped(printed)} | ${verdict} |`,
        ),
      ].join('\n'),
    ].join('\n\n'),
  )
  return `${[
    '# Edges of dropout, in other libraries and here',
    `Short programs ask a library and Thinned the same question. This page shows what they printed. ${whereOf(rest)} \`npx -y pnpm@12 bench compat --markdown docs/compatibility.md\` makes this page; it installs the libraries beside the bench.`,
    ...sections,
    '## Not run',
    'Reported, or read in sources, but without a package of npm that shows it:',
    notRun.map((line) => `- ${line}`).join('\n'),
  ].join('\n\n')}\n`
}

const escaped = (text: string): string => text.replace(/[|<*_]/g, '\\$&')
