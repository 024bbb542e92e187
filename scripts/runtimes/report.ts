/** What came of one tool. */
export interface Outcome {
  readonly name: string
  /** The packages that it needs, as they were installed. */
  readonly versions: readonly string[]
  readonly setting: string
  /** Whether its example also trains a network and an ensemble on workers. */
  readonly workers: boolean
  readonly ci: boolean
  /** The ways in which the example ran and printed the known numbers. */
  readonly right: readonly string[]
  /** What went wrong, or why it was not tried. */
  readonly problem?: string
}

const HEADER = ['tool', 'packages', 'what to set', 'right in', 'workers', 'in CI']

function row({ name, versions, setting, workers, ci, right, problem }: Outcome): string[] {
  const result = problem === undefined ? right.join(', ') : problem.split('\n')[0]!
  return [`\`${name}\``, versions.join(', '), setting, result, workers ? 'yes' : '', ci ? 'yes' : '']
}

/** A table of Markdown, its columns as wide as their widest cell. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((cells) => cells[i]!.length)))
  const lineOf = (cells: readonly string[], fill: string): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!, fill)).join(' | ')} |`
  return [
    lineOf(header, ' '),
    lineOf(
      header.map(() => ''),
      '-',
    ),
    ...rows.map((cells) => lineOf(cells, ' ')),
  ].join('\n')
}

/** The page of the documentation. */
export function pageOf(outcomes: readonly Outcome[], output: string, browser: string | undefined): string {
  const where = `Node ${process.version}, ${process.platform} ${process.arch}${browser ? `, ${browser}` : ', no Chromium'}`
  return `# Runtimes and bundlers

\`thinned\`, packed as it is published, was installed into an empty project beside each tool, and the example of the [README](../README.md#use-it)
was built and run there. Seen on ${new Date().toISOString().slice(0, 10)}, ${where}. \`npx -y pnpm@12 run runtimes --markdown docs/runtimes.md\` makes this page.

Where a way is named, the example printed these lines: the known numbers, the WebAssembly backend, and no reason to fall back to a slower one. Where
workers are, the same program first trained the network and the ensemble of the [guide](guides/browsers.md#train-in-a-worker) on workers that the tool
made, and printed their known numbers.

\`\`\`text
${output}
\`\`\`

${table(HEADER, outcomes.map(row))}
`
}
