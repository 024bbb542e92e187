/**
 * Tries what is published in runtimes, bundlers, test runners and compilers: packs the public packages, installs `thinned` and the tool into
 * an empty project, builds and runs the example of the README there, and compares what it prints.
 *
 *     node scripts/runtimes/main.ts [names of tools] [--ci] [--latest] [--markdown <file>]
 *
 * `--ci` takes those that CI tries, `--latest` the newest versions from npm in place of those that the tools name.
 */
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { run } from '../command.ts'
import { packAll } from '../pack.ts'
import { trimmed } from '../readme-examples.ts'
import { findChromium } from './chromium.ts'
import { exampleFor, exampleOf, onWorkersOf } from './example.ts'
import { createProject, NoNetwork, type Setting } from './project.ts'
import { type Outcome, pageOf } from './report.ts'
import type { Tool } from './tool.ts'

const ROOT = join(import.meta.dirname, '../..')

async function allTools(): Promise<Map<string, Tool>> {
  const tools = new Map<string, Tool>()
  for (const file of globSync('*.ts', { cwd: join(import.meta.dirname, 'tools') }).sort()) {
    const { tool } = (await import(`./tools/${file}`)) as { tool: Tool }
    tools.set(basename(file, '.ts'), tool)
  }
  return tools
}

const versionsIn = (folder: string, { packages }: Tool): string[] =>
  Object.keys(packages).map((name) => {
    const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
    return `${manifest.name} ${manifest.version}`
  })

async function outcomeOf(name: string, tool: Tool, folder: string, setting: Setting): Promise<Outcome> {
  const { setting: set, ci, workers = false } = tool
  const expected = exampleFor(tool, setting).output
  let versions: string[] = []
  const right: string[] = []
  try {
    const project = createProject(folder, tool, setting)
    versions = versionsIn(folder, tool)
    for (const [way, printed] of Object.entries(await tool.run(project))) {
      if (trimmed(printed) !== expected) throw new Error(`wrong in ${way}: it printed\n${trimmed(printed)}`)
      right.push(way)
    }
    if (right.length === 0)
      return { name, versions, setting: set, workers, ci, right: ['built; not run, as there is no Chromium'] }
    return { name, versions, setting: set, workers, ci, right }
  } catch (error) {
    const problem =
      error instanceof NoNetwork ? 'skipped: npm reaches no registry' : `FAILED ${(error as Error).message}`
    return { name, versions, setting: set, workers, ci, right, problem }
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ci: { type: 'boolean' }, latest: { type: 'boolean', default: false }, markdown: { type: 'string' } },
})
const tools = await allTools()
const unknown = positionals.filter((name) => !tools.has(name))
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}; there are ${[...tools.keys()].join(', ')}.`)
const chosen = [...tools].filter(
  ([name, { ci }]) => (positionals.length === 0 || positionals.includes(name)) && (ci || !values.ci),
)

const temporary = mkdtempSync(join(tmpdir(), 'thinned-runtimes-'))
const outcomes: Outcome[] = []
try {
  const browser = findChromium()
  const packages = packAll(ROOT, join(temporary, 'tarballs'))
  const setting = {
    packages,
    example: exampleOf(join(ROOT, 'README.md')),
    onWorkers: onWorkersOf(join(ROOT, 'docs/guides/browsers.md')),
    browser,
    latest: values.latest,
  }
  for (const [name, tool] of chosen) {
    const began = performance.now()
    const outcome = await outcomeOf(name, tool, join(temporary, name), setting)
    outcomes.push(outcome)
    const took = `${((performance.now() - began) / 1000).toFixed(1)} s`
    console.log(
      `${outcome.problem === undefined ? 'passed ' : ''}${name}  ${outcome.problem ?? outcome.right.join(', ')}  ${took}`,
    )
    rmSync(join(temporary, name), { recursive: true, force: true })
  }
  if (values.markdown !== undefined) {
    const version = browser && run(browser, ['--version'], ROOT).trim().split(' ').slice(0, 2).join(' ')
    writeFileSync(values.markdown, pageOf(outcomes, setting.example.output, version))
  }
} finally {
  rmSync(temporary, { recursive: true, force: true })
}
process.exitCode = outcomes.some(({ problem }) => problem?.startsWith('FAILED')) ? 1 : 0
