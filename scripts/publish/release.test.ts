import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { publicPackages } from '../workspace.ts'
import { releaseFields } from './release-fields.ts'

const ROOT = join(import.meta.dirname, '../..')
const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map((path) => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
}))

/** The jobs that may ask for an identity, each in an environment of its own: npm trusts one of them. */
const IDENTITIES: Readonly<Record<string, RegExp>> = {
  publish: /^ {4}environment: npm$/m,
  site: /^ {4}environment:\n {6}name: github-pages$/m,
}

/** The jobs of a workflow, by name. */
const jobsOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/^ {2}([\w-]+):\n((?: {4}.*\n|\n)+)/gm)].map(([, name, body]) => [name!, body!]))

test('a released package names the repository of the run that publishes it, and its folder there', () => {
  const env = { GITHUB_SERVER_URL: 'https://host.invalid', GITHUB_REPOSITORY: 'owner/name' }
  expect(releaseFields('packages/rng', env)).toEqual({
    repository: { type: 'git', url: 'git+https://host.invalid/owner/name.git', directory: 'packages/rng' },
    homepage: 'https://host.invalid/owner/name/tree/main/packages/rng#readme',
    bugs: 'https://host.invalid/owner/name/issues',
  })
})

test('without such a run nothing is packed for a release', () => {
  expect(() => releaseFields('packages/rng', {})).toThrow('GITHUB_REPOSITORY must name it')
  expect(() => releaseFields('packages/rng', { GITHUB_SERVER_URL: 'https://host.invalid' })).toThrow('must name it')
})

describe.each(workflows)('$path', ({ text }) => {
  test('names actions by their commits', () => {
    const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action)
    expect(uses.length).toBeGreaterThan(0)
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/)
  })

  test('gives nothing to all jobs but reading, and needs no secret', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\S/m)
    expect(text).not.toMatch(/secrets\./)
  })

  test('runs the version of pnpm that package.json names', () => {
    expect(text.replaceAll(/^ *#.*$/gm, '')).not.toMatch(/pnpm@/)
  })

  test('asks for an identity only in a job with an environment, which installs nothing', () => {
    for (const [name, job] of jobsOf(text)) {
      if (!job.includes('id-token')) continue
      expect(Object.keys(IDENTITIES)).toContain(name)
      expect(job).toMatch(IDENTITIES[name]!)
      expect(job).not.toMatch(/pnpm|npx|npm install|\.ci\/run|contents: write/)
    }
  })
})

test('the release has a job that asks for an identity', () => {
  const { text } = workflows.find(({ path }) => path.endsWith('release.yml'))!
  expect(jobsOf(text).get('publish')).toContain('id-token: write')
})

describe.each(publicPackages(ROOT))('$manifest.name', ({ folder }) => {
  test('says that it is ESM, and from which Node require works', () => {
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(
      /^ESM, for .*Node 20 and newer.*; `require` works from Node 20\.19 and 22\.12\.$/m,
    )
  })
})
