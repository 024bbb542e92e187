import { inChromium, pageOf, type Tool } from '../tool.ts'

const BUILD = `
import { rspack } from '@rspack/core'

rspack({ mode: 'production', entry: './main.js' }, (error, stats) => {
  if (!error && !stats.hasErrors()) return
  console.error(error ?? stats.toString())
  process.exitCode = 1
})
`

export const tool: Tool = {
  packages: { '@rspack/core': '2.3.3' },
  ci: false,
  setting: 'nothing',
  workers: true,
  files: ({ javascript }) => ({
    'main.js': javascript,
    'build.mjs': BUILD,
    'dist/index.html': pageOf('main.js'),
  }),
  async run(project) {
    project.node('build.mjs')
    return inChromium(project.page('dist'))
  },
}
