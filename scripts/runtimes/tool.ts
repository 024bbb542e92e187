import type { Example } from './example.ts'

/** A runtime, a bundler, a test runner or a compiler that users have; a file of `tools` for each. */
export interface Tool {
  /** Its packages from npm, with the versions that are tried. */
  readonly packages: Readonly<Record<string, string>>
  /** Further fields of the project's package.json. */
  readonly manifest?: Readonly<Record<string, unknown>>
  /** Whether CI tries it: what installs and builds in some seconds. */
  readonly ci: boolean
  /** What a user must set, in a few words; `nothing` where the defaults do. */
  readonly setting: string
  /** Whether it makes workers of modules: its example also trains a network and an ensemble on them. Default false. */
  readonly workers?: boolean
  /** Files of the project, by path. */
  files(example: Example): Readonly<Record<string, string>>
  /** Builds and runs the example in every way that it names, and returns what each printed. */
  run(project: Project): Promise<Readonly<Record<string, string>>>
}

/** A project of its own in a temporary folder, in which `thinned` and the tool are installed. */
export interface Project {
  readonly folder: string
  /** Runs a program of node_modules/.bin, or one by its path, to its end, and returns what it printed. */
  run(program: string, ...args: readonly string[]): string
  /** Runs a module by the Node that runs this. */
  node(...args: readonly string[]): string
  /** What a page of a built folder writes to its console, in Chromium; undefined where there is no Chromium. */
  page(folder: string): Promise<string | undefined>
  /** What a page at an address writes to its console. */
  visit(url: string): Promise<string | undefined>
}

/** A page of one script. */
export const pageOf = (script: string): string => `<!doctype html><script type="module" src="${script}"></script>\n`

/** What a page printed, as the outcome of a tool; nothing where there is no browser to ask. */
export async function inChromium(printed: Promise<string | undefined>): Promise<Record<string, string>> {
  const text = await printed
  return text === undefined ? {} : { Chromium: text }
}
