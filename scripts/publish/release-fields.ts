/**
 * What a published manifest says of its repository. npm compares `repository` with the statement of provenance, so the fields come from the
 * run that publishes, as GitHub Actions describes it, and cannot differ from it.
 *
 * @throws {Error} outside of such a run.
 */
export function releaseFields(directory: string, env: Readonly<Record<string, string | undefined>>): ReleaseFields {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env
  if (!server || !name) {
    throw new Error(
      'Packages are published with their repository: GITHUB_SERVER_URL and GITHUB_REPOSITORY must name it, as in a GitHub Actions run.',
    )
  }
  const home = `${server}/${name}`
  return {
    repository: { type: 'git', url: `git+${home}.git`, directory },
    homepage: `${home}/tree/main/${directory}#readme`,
    bugs: `${home}/issues`,
  }
}

export interface ReleaseFields {
  readonly repository: { readonly type: 'git'; readonly url: string; readonly directory: string }
  readonly homepage: string
  readonly bugs: string
}
